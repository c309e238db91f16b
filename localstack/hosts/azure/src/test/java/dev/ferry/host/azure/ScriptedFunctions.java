package dev.ferry.host.azure;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.Cardinality;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Say what they got, and do what a message says. */
public final class ScriptedFunctions {
  /** Held by the process: the worker makes an object for each invocation. */
  private static final CountDownLatch MET = new CountDownLatch(2);

  /** Made by the worker. */
  public ScriptedFunctions() {}

  /** One message. */
  @FunctionName("one")
  public void one(
      @ServiceBusQueueTrigger(
              name = "body",
              queueName = "%QUEUE%",
              connection = "BUS",
              dataType = "binary")
          byte[] body,
      @BindingName("MessageId") String messageId,
      @BindingName("SequenceNumber") long sequenceNumber,
      @BindingName("DeliveryCount") int deliveryCount,
      @BindingName("EnqueuedTimeUtc") String enqueuedTime,
      @BindingName("ApplicationProperties") Map<String, Object> properties,
      @BindingName("SessionId") String session,
      ExecutionContext context)
      throws InterruptedException {
    String text = new String(body, StandardCharsets.UTF_8);
    System.out.printf(
        "%s: %s %s %d %s %s %s %s%n",
        context.getFunctionName(),
        text,
        messageId,
        deliveryCount,
        new TreeMap<>(properties),
        session,
        sequenceNumber > 0,
        enqueuedTime);
    perform(text, deliveryCount);
  }

  /** A batch. */
  @FunctionName("many")
  public void many(
      @ServiceBusQueueTrigger(
              name = "bodies",
              queueName = "%QUEUE%",
              connection = "BUS",
              dataType = "binary",
              cardinality = Cardinality.MANY)
          List<byte[]> bodies,
      @BindingName("MessageIdArray") String[] messageIds,
      @BindingName("SequenceNumberArray") long[] sequenceNumbers,
      @BindingName("DeliveryCountArray") int[] deliveryCounts,
      @BindingName("EnqueuedTimeUtcArray") String[] enqueuedTimes,
      @BindingName("ApplicationPropertiesArray") List<Map<String, Object>> properties)
      throws InterruptedException {
    System.out.printf(
        "batch: %s %s %d %d %s%n",
        Arrays.asList(messageIds),
        Arrays.toString(deliveryCounts),
        sequenceNumbers.length,
        enqueuedTimes.length,
        properties);
    for (int i = 0; i < bodies.size(); i++) {
      perform(new String(bodies.get(i), StandardCharsets.UTF_8), deliveryCounts[i]);
    }
  }

  /** When it is time. */
  @FunctionName("due")
  public void due(@TimerTrigger(name = "timer", schedule = "%WHEN%") String timer) {
    System.out.println("due: " + timer);
  }

  private static void perform(String text, int deliveryCount) throws InterruptedException {
    switch (text) {
      case "who" -> System.out.println("pid " + ProcessHandle.current().pid());
      case "fail once" -> {
        if (deliveryCount == 1) {
          throw new IllegalStateException("not now");
        }
      }
      case "die once" -> {
        if (deliveryCount == 1) {
          Runtime.getRuntime().halt(137);
        }
      }
      case "hang once" -> {
        if (deliveryCount == 1) {
          new CountDownLatch(1).await();
        }
      }
      case "meet" -> {
        MET.countDown();
        System.out.println("met " + MET.await(2, TimeUnit.MINUTES));
      }
      default -> {
        // Nothing but what was said.
      }
    }
  }
}
