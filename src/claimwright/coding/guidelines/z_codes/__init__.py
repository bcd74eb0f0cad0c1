"""Chapter 21: factors influencing health status (I.C.21)."""
