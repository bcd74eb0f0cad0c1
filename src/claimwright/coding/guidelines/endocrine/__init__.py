"""Chapter 4: rules on glands other than diabetes."""
