"""Lists as files to take away: written by a job, recorded, fetched by whoever asked, and gone after a day."""
