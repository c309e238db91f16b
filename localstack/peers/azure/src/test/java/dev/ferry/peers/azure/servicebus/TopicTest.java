package dev.ferry.peers.azure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusRuleManagerClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.administration.models.CorrelationRuleFilter;
import com.azure.messaging.servicebus.administration.models.CreateRuleOptions;
import com.azure.messaging.servicebus.administration.models.RuleProperties;
import com.azure.messaging.servicebus.administration.models.SqlRuleFilter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicTest {
  private final Bus bus = new Bus();

  @BeforeEach
  void createTopic() {
    bus.peer.createTopic("events", Duration.ZERO);
  }

  @AfterEach
  void close() {
    bus.close();
  }

  private ServiceBusSenderClient sender() {
    return bus.kept(bus.builder().sender().topicName("events").buildClient());
  }

  private long active(String subscription) {
    return bus.counts("events/subscriptions/" + subscription).active();
  }

  @Test
  void message_goesToEverySubscriptionThatHasARuleForIt() {
    bus.peer.createSubscription("events", QueueOptions.of("all"));
    bus.peer.createSubscription(
        "events",
        QueueOptions.of("red"),
        new Rule("red", RuleFilter.correlation(Map.of("colour", "red"))));
    bus.peer.createSubscription(
        "events",
        QueueOptions.of("large"),
        new Rule("large", RuleFilter.sql("size IN ('L','XL') AND colour <> 'blue'")));
    ServiceBusSenderClient sender = sender();

    send(sender, Map.of("colour", "red", "size", "L"));
    send(sender, Map.of("colour", "blue", "size", "XL"));

    assertThat(active("all")).isEqualTo(2);
    assertThat(active("red")).isEqualTo(1);
    assertThat(active("large")).isEqualTo(1);
  }

  private static void send(ServiceBusSenderClient sender, Map<String, Object> properties) {
    var message = Bus.message("event");
    message.getApplicationProperties().putAll(properties);
    sender.sendMessage(message);
  }

  @Test
  void subscriptionThatForwards_givesEverythingToItsQueue_andDeadLettersWhatThatRefuses() {
    bus.peer.createQueue(QueueOptions.of("payment"));
    bus.peer.createQueue(QueueOptions.of("ledger").withSessions());
    bus.peer.createSubscription("events", QueueOptions.of("payment").withForwardTo("payment"));
    bus.peer.createSubscription("events", QueueOptions.of("ledger").withForwardTo("ledger"));

    sender().sendMessage(Bus.message("event"));

    assertThat(bus.counts("payment").active()).isEqualTo(1);
    assertThat(bus.counts("ledger").active()).isZero();
    assertThat(bus.counts("events/subscriptions/ledger").deadLetters()).isEqualTo(1);
  }

  @Test
  void rules_areAddedListedAndRemoved_byTheSdk() {
    bus.peer.createSubscription("events", QueueOptions.of("some"));
    try (ServiceBusRuleManagerClient rules =
        bus.builder().ruleManager().topicName("events").subscriptionName("some").buildClient()) {
      rules.createRule("red", new CreateRuleOptions(new CorrelationRuleFilter("id").setLabel("r")));
      rules.createRule("blue", new CreateRuleOptions(new SqlRuleFilter("sys.Label = 'b'")));
      rules.deleteRule("$Default");

      assertThat(rules.listRules().stream().map(RuleProperties::getName))
          .containsExactly("red", "blue");
      assertThatThrownBy(() -> rules.deleteRule("green")).hasMessageContaining("green");
    }
    ServiceBusSenderClient sender = sender();
    sender.sendMessage(Bus.message("1").setSubject("b"));
    sender.sendMessage(Bus.message("2").setSubject("r"));
    sender.sendMessage(Bus.message("3").setSubject("r").setCorrelationId("id"));

    assertThat(active("some")).isEqualTo(2);
  }

  @Test
  void scheduledMessage_comesToEverySubscriptionAtItsTime() {
    bus.peer.createSubscription("events", QueueOptions.of("all"));

    sender()
        .sendMessage(
            Bus.message("later")
                .setScheduledEnqueueTime(
                    bus.clock.instant().plusSeconds(5).atOffset(ZoneOffset.UTC)));

    assertThat(active("all")).isZero();
    bus.clock.advance(Duration.ofSeconds(5));
    assertThat(
            Bus.text(
                Bus.next(
                    bus.kept(
                        bus.builder()
                            .receiver()
                            .topicName("events")
                            .subscriptionName("all")
                            .buildClient()))))
        .isEqualTo("later");
  }
}
