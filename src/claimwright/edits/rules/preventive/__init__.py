"""Prevention: vaccines, wellness and preventive visits (Pub. 100-04, chapter 18)."""
