"""How editions reach their readers: mail, notices, folders; each owed until it is sent."""
