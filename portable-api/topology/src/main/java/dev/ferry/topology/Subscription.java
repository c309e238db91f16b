package dev.ferry.topology;

/**
 * A subscription of a topic. Each feeds a queue of its own, so that retries and redrives of one
 * handler never reach another. Immutable.
 *
 * @param name the name of the handler it is for
 * @param topic the topic it takes messages from
 * @param filter which messages it takes
 * @param queue the queue it feeds
 */
public record Subscription(String name, String topic, Filter filter, String queue) {}
