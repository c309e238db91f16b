package dev.ferry.peers.aws.broken;

import dev.ferry.messaging.Message;

/** Violates {@code PEERS_ANSWER_FOR_A_CLOUD_ALONE}. */
public record KnowsWhatItTests(Message message) {}
