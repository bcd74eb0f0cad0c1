"""Registration: who the patients are, how they are insured, when they come, and what comes in about their visits."""
