package dev.ferry.cli.cloud;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.ferry.azure.ServiceBusProvider;
import dev.ferry.cli.demo.trouble.Control;
import dev.ferry.cli.demo.trouble.Trouble;
import dev.ferry.functions.azure.AzureSetup;
import dev.ferry.functions.azure.ReceivedMessage;
import dev.ferry.functions.azure.ServiceBusFunction;
import dev.ferry.functions.azure.Trigger;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@link ContractFunction} as a function app. Its process dies once, when the copy by which {@value
 * #DIES_ONCE} comes again is stored, and its function has not returned.
 */
public final class ContractApp extends ServiceBusFunction {
  /** A message that fails at first. */
  public static final String DIES_ONCE = "dies once";

  /** The setting that names the file by which a process knows that another has died. */
  public static final String DIED = "CONTRACT_DIED";

  private static final AtomicBoolean DUE = new AtomicBoolean();

  /** For the worker, which makes one for every invocation. */
  public ContractApp() {
    super(Trigger.ONE, ContractWork::new, ContractApp::setup);
  }

  /** Somebody listens where somebody said so. */
  private static AzureSetup setup() {
    AzureSetup own =
        AzureSetup.ofProcess()
            .withMessaging(
                listener ->
                    Messaging.builder()
                        .listener(new DyingOnce(listener))
                        .provider(new ServiceBusProvider())
                        .build());
    return System.getenv(Control.VARIABLE) == null
        ? own
        : own.withListener(Trouble.ofProcess().processing());
  }

  /** Handles one message. */
  @FunctionName("contract")
  public void handle(
      @ServiceBusQueueTrigger(
              name = "body",
              queueName = "%FERRY_QUEUE%",
              connection = "FERRY_SERVICEBUS",
              dataType = "binary")
          byte[] body,
      @BindingName("MessageId") String messageId,
      @BindingName("SequenceNumber") long sequenceNumber,
      @BindingName("DeliveryCount") int deliveryCount,
      @BindingName("EnqueuedTimeUtc") String enqueuedTime,
      @BindingName("ApplicationProperties") Map<String, Object> properties,
      ExecutionContext context) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (text.contains(ContractFunction.DEADLY)) {
      Runtime.getRuntime().halt(137);
    }
    if (text.equals(DIES_ONCE)) {
      DUE.set(true);
    }
    handle(
        ReceivedMessage.of(
            body, messageId, sequenceNumber, deliveryCount, enqueuedTime, properties),
        context);
  }

  /** Ends the process when something was stored, once in all processes. */
  private record DyingOnce(MessagingListener next) implements MessagingListener {
    @Override
    public void published(String channel, int messages, long bytes, Duration elapsed) {
      next.published(channel, messages, bytes, elapsed);
      try {
        if (DUE.get() && Files.notExists(died())) {
          Files.createFile(died());
          Runtime.getRuntime().halt(137);
        }
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }

    private static Path died() {
      return Path.of(System.getenv().getOrDefault(DIED, ""));
    }
  }
}
