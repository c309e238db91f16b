package dev.ferry.cli.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.embedded.EmbeddedBroker;
import dev.ferry.embedded.EmbeddedProvider;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.QueueSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Plans before they are applied; localstack.sh asks queues that are there. */
class PlanCheckCommandTest {
  private static final String QUEUE =
      """
      {"address":"aws_sqs_queue.orders","type":"aws_sqs_queue","change":{"actions":[%s],
       "before":{"arn":"arn:aws:sqs:eu-central-1:000000000000:orders"}}}""";

  @TempDir private Path folder;

  @Test
  void queueThatIsDestroyedOrReplaced_isARemoval() throws IOException {
    assertThat(PlanFile.removals(plan(QUEUE.formatted("\"delete\""))))
        .containsExactly(removal(false));
    assertThat(PlanFile.removals(plan(QUEUE.formatted("\"delete\",\"create\""))))
        .containsExactly(removal(true));
  }

  private static PlanFile.Removal removal(boolean replaced) {
    return new PlanFile.Removal(
        "aws_sqs_queue.orders",
        List.of(Address.parse("sqs:arn:aws:sqs:eu-central-1:000000000000:orders")),
        replaced);
  }

  @Test
  void whatHoldsMessagesOnOtherClouds_isARemovalToo() throws IOException {
    String namespace =
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.ServiceBus/namespaces/shop";
    assertThat(channels("google_pubsub_subscription", "'project':'p','name':'orders'"))
        .containsExactly("pubsub://p/subscriptions/orders");
    assertThat(
            channels(
                "azurerm_servicebus_queue", "'namespace_id':'" + namespace + "','name':'orders'"))
        .containsExactly("servicebus://shop/orders", "servicebus://shop/orders/$deadletterqueue");
    String topic = "'topic_id':'" + namespace + "/topics/events','name':'audit'";
    assertThat(channels("azurerm_servicebus_subscription", topic))
        .containsExactly(
            "servicebus://shop/events/subscriptions/audit",
            "servicebus://shop/events/subscriptions/audit/$deadletterqueue");
    assertThat(channels("azurerm_servicebus_subscription", topic + ",'forward_to':'orders'"))
        .containsExactly("servicebus://shop/events/subscriptions/audit/$deadletterqueue");
  }

  private List<String> channels(String type, String before) throws IOException {
    String change =
        "{'address':'a.b','type':'%s','change':{'actions':['delete'],'before':{%s}}}"
            .formatted(type, before)
            .replace('\'', '"');
    return PlanFile.removals(plan(change)).get(0).channels().stream()
        .map(channel -> channel.toString().replaceFirst(":(?!//)", "://"))
        .toList();
  }

  @Test
  void aQueue_isAskedHowMuchItHolds() {
    EmbeddedBroker broker = EmbeddedBroker.create(Timeline.system());
    broker.admin().createQueue(QueueSpec.standard("orders"));
    MessagingProvider provider = EmbeddedProvider.of(broker);
    Address orders = Address.parse("embedded:orders");
    try (Messaging messaging = Messaging.builder().provider(provider).build()) {
      messaging.publisher("embedded:orders").publish(Message.of("one"));
    }

    assertThat(Holdings.asked(provider, orders)).hasValue(1);
  }

  @Test
  void whatStaysOrHoldsNothing_isNone() throws IOException {
    String changes =
        QUEUE.formatted("\"update\"")
            + ",{\"address\":\"a.b\",\"type\":\"aws_sns_topic\",\"change\":{\"actions\":[\"delete\"],\"before\":{}}}";

    assertThat(PlanFile.removals(plan(changes))).isEmpty();
    StringWriter out = new StringWriter();
    CommandLine command =
        new CommandLine(new PlanCheckCommand()).setOut(new PrintWriter(out, true));
    assertThat(command.execute(plan(changes).toString())).isZero();
    assertThat(out.toString()).contains("No queue that holds messages is destroyed");
  }

  @Test
  void whatIsNoPlan_isRefused() throws IOException {
    Path state = Files.writeString(folder.resolve("state.json"), "{\"version\":4}");
    Path text = Files.writeString(folder.resolve("plan"), "Plan: 3 to add");

    for (Path file : new Path[] {state, text}) {
      assertThatThrownBy(() -> PlanFile.removals(file))
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("is no plan; write it with: terraform show -json");
    }
  }

  private Path plan(String changes) throws IOException {
    return Files.writeString(
        folder.resolve("plan.json"),
        "{\"format_version\":\"1.2\",\"resource_changes\":[" + changes + "]}");
  }
}
