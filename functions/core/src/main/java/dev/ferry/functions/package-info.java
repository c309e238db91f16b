/**
 * What all function hosts share: the one path from a native event to a batch of deliveries, through
 * the failure contract, and back to the host's answer.
 *
 * <p>A host is a {@link dev.ferry.functions.HostAdapter}: it reads its native event and writes its
 * native answer. {@link dev.ferry.functions.FunctionHost} is the path between. {@link
 * dev.ferry.functions.FunctionEnvironment} says which handler runs, and where its channels are.
 */
@NullMarked
package dev.ferry.functions;

import org.jspecify.annotations.NullMarked;
