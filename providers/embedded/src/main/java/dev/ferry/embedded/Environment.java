package dev.ferry.embedded;

import dev.ferry.simulation.Faults;

/**
 * What all channels of a broker share.
 *
 * @param time the time
 * @param faults what goes wrong
 * @param keptForReplay how many settled messages a queue keeps
 * @param keptAcknowledgements how many acknowledgements a queue keeps
 * @param sessionTimeout after how many silent nanoseconds a consumer loses its partitions
 */
record Environment(
    BrokerTime time,
    Faults faults,
    int keptForReplay,
    int keptAcknowledgements,
    long sessionTimeout) {}
