package dev.ferry.functions.google;

import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.LazyProvider;
import dev.ferry.functions.spi.FunctionPlatform;
import dev.ferry.functions.spi.StoreFactory;
import dev.ferry.google.PubSubLimits;
import dev.ferry.google.PubSubProvider;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingListener;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Cloud Run functions with Pub/Sub by the SDK's own configuration, named here, so that a cold start
 * looks for nothing.
 */
final class GooglePlatform implements FunctionPlatform {
  private static final String SERVICE = "K_SERVICE";
  private static final String AT_ONCE = "FERRY_REQUESTS_AT_ONCE";

  private final CloudLines lines = new CloudLines();

  /** The process's own output, in UTF-8 whatever the machine's charset is. */
  private final PrintStream output =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  /** A client that opens and connects with the first message that is sent. */
  @Override
  public Messaging open(MessagingListener listener) {
    return Messaging.builder()
        .listener(listener)
        .provider(
            new LazyProvider(
                new PubSubProvider(), address -> PubSubLimits.topic(), PubSubLimits::sizeBytes))
        .build();
  }

  @Override
  public StoreFactory store() {
    return new FirestoreStores();
  }

  @Override
  public String functionName(FunctionEnvironment environment) {
    return environment.find(SERVICE).orElse("");
  }

  /** The platform does not tell an instance how many requests it may get at once. */
  @Override
  public boolean servesMany(FunctionEnvironment environment) {
    return !environment.find(AT_ONCE).orElse("1").strip().equals("1");
  }

  @Override
  public void write(String line) {
    output.println(line);
  }

  @Override
  public CloudLines lines() {
    return lines;
  }
}
