"""The risk models: one file a model and payment year; what several have in common is in ``shared/``."""
