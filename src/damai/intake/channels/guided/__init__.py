"""Guided reports: an interview that was told one question at a time, by portal, chat or at the counter (`damai.interviews`)."""
