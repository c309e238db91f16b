/**
 * Cloud Run functions on one machine: functions as processes on the real functions framework,
 * behind services that push subscriptions call.
 *
 * <pre>{@code
 * try (FunctionService service = FunctionService.start(spec, 4, log)) {
 *   subscription.pushTo(service.address());
 *   ...
 * }
 * }</pre>
 *
 * <p>{@link dev.ferry.host.google.FunctionSpec} is what the platform is told of a function. A
 * {@link dev.ferry.host.google.FunctionService} has an address, keeps warm instances and starts
 * more up to a limit; an instance is a process that gets one request at a time from a {@link
 * dev.ferry.host.google.LoopbackFramework}. Everything listens on loopback only.
 */
@NullMarked
package dev.ferry.host.google;

import org.jspecify.annotations.NullMarked;
