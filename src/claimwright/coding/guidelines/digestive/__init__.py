"""Chapter 11: rules on the digestive tract and its glands."""
