"""Verifiers that other people wrote, on a log that Damai wrote: nobody needs to trust our software to check us."""
