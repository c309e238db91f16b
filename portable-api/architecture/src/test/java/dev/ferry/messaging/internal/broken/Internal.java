package dev.ferry.messaging.internal.broken;

/** Used by a fixture outside of its module. */
public final class Internal {}
