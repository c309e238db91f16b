package dev.ferry.cli.cloud;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.ferry.cli.demo.trouble.Control;
import dev.ferry.cli.demo.trouble.Trouble;
import dev.ferry.functions.azure.AzureSetup;
import dev.ferry.functions.azure.ReceivedMessage;
import dev.ferry.functions.azure.ServiceBusFunction;
import dev.ferry.functions.azure.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@link ContractFunction} as a function app. */
public final class ContractApp extends ServiceBusFunction {
  /** For the worker, which makes one for every invocation. */
  public ContractApp() {
    super(Trigger.ONE, ContractWork::new, ContractApp::setup);
  }

  /** Somebody listens where somebody said so. */
  private static AzureSetup setup() {
    AzureSetup own = AzureSetup.ofProcess();
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
    if (new String(body, StandardCharsets.UTF_8).contains(ContractFunction.DEADLY)) {
      Runtime.getRuntime().halt(137);
    }
    handle(
        ReceivedMessage.of(
            body, messageId, sequenceNumber, deliveryCount, enqueuedTime, properties),
        context);
  }
}
