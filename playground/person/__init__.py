"""The person's side: acting, seeing and waiting, in Python, over HTTP and on the chat page."""
