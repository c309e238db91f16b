package dev.ferry.aws.broken;

import dev.ferry.peers.aws.broken.KnowsWhatItTests;

/** Violates {@code NOTHING_SHIPPED_NEEDS_A_PEER_OR_LOCAL_HOST}. */
public record NeedsAPeer(KnowsWhatItTests peer) {}
