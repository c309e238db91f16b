package dev.ferry.messaging;

/** The listener that does nothing. */
enum NoopListener implements MessagingListener {
  INSTANCE
}
