/**
 * What all function hosts share: an application is wired from the environment, and a native event
 * becomes a batch of deliveries, outcomes, and the host's answer.
 */
@NullMarked
package dev.ferry.functions;

import org.jspecify.annotations.NullMarked;
