package dev.ferry.cli.demo;

import dev.ferry.processing.ProcessingEvent;

/**
 * Something that a function told.
 *
 * @param atNanos when it was heard, by the demo's own clock
 * @param event what happened
 */
record Moment(long atNanos, ProcessingEvent event) {}
