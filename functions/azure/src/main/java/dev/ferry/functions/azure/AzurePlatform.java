package dev.ferry.functions.azure;

import dev.ferry.azure.ServiceBusLimits;
import dev.ferry.azure.ServiceBusProvider;
import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.LazyProvider;
import dev.ferry.functions.metrics.JsonLines;
import dev.ferry.functions.spi.FunctionPlatform;
import dev.ferry.functions.spi.LineFormat;
import dev.ferry.functions.spi.StoreFactory;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingListener;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Azure Functions with Service Bus and Table storage, named here, so that a cold start looks for
 * nothing.
 */
final class AzurePlatform implements FunctionPlatform {
  /** The process's own output, in UTF-8 whatever the machine's charset is. */
  private final PrintStream output =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  private static final String FUNCTION_APP = "WEBSITE_SITE_NAME";

  /** A client that opens and connects with the first message that is sent. */
  @Override
  public Messaging open(MessagingListener listener) {
    return Messaging.builder()
        .listener(listener)
        .provider(
            new LazyProvider(
                new ServiceBusProvider(), ServiceBusLimits::publisher, Body::sizeBytes))
        .build();
  }

  @Override
  public StoreFactory store() {
    return new TablesStores(System::getenv);
  }

  @Override
  public String functionName(FunctionEnvironment environment) {
    return environment.find(FUNCTION_APP).orElse("");
  }

  /** A worker runs many invocations at once: a handler that will not stop is left behind. */
  @Override
  public boolean servesMany(FunctionEnvironment environment) {
    return true;
  }

  /** The host takes a line of the worker's output for a line of its log. */
  @Override
  public void write(String line) {
    output.println(line);
  }

  @Override
  public LineFormat lines() {
    return new JsonLines();
  }
}
