"""Chapter 3: rules on blood and immunity."""
