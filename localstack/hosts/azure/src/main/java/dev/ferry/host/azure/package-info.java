/**
 * Azure Functions on one machine: packaged function apps as processes, fed from Service Bus.
 *
 * <pre>{@code
 * try (FunctionApp app = FunctionApp.open(spec, line -> {})) {
 *   app.start();
 *   ...
 * }
 * }</pre>
 *
 * <p>A {@link dev.ferry.host.azure.FunctionApp} is what the Functions host is: it reads host.json,
 * the app's settings and each function.json, listens to the triggers, and settles what it gave:
 * complete when the function returned, abandon when it threw, a batch as a whole. The functions run
 * in a worker's process of their own, {@link dev.ferry.host.azure.WorkerMain}, which binds the
 * parameters as the vendor's Java worker does. {@link dev.ferry.host.azure.LocalFunctions} is an
 * app for each handler of a topology. Everything listens on loopback only.
 */
@NullMarked
package dev.ferry.host.azure;

import org.jspecify.annotations.NullMarked;
