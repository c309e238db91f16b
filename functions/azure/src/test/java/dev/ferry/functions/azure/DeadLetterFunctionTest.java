package dev.ferry.functions.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Message;
import dev.ferry.messaging.spi.QueueSpec;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Dead letters of the handler's own queue and of the broker's, looked after together. */
class DeadLetterFunctionTest {
  private final Rig rig = Rig.inRealTime(Trigger.ONE);

  private final class DeadOrders extends DeadLetterFunction {
    DeadOrders() {
      super(rig::setup);
    }
  }

  private void haveBoth() {
    rig.broker.admin().createQueue(QueueSpec.standard("broker-dead"));
    rig.variables.put("FERRY_CHANNEL_DEAD_NATIVE", "embedded:broker-dead");
    rig.messaging.publisher("embedded:dead").publish(Message.of("a").withId("a"));
    rig.messaging.publisher("embedded:broker-dead").publish(Message.of("b").withId("b"));
  }

  @Test
  void due_countsBothQueues_aLineEach() {
    haveBoth();

    assertThat(new DeadOrders().redriveDue().lines())
        .hasSize(2)
        .satisfiesExactly(
            own -> assertThat(own).contains("\"queue\":\"dead\""),
            brokers -> assertThat(brokers).contains("\"queue\":\"dead-native\""));
  }

  @Test
  void asked_movesThoseOfTheQueueThatIsAsked() throws IOException {
    haveBoth();

    assertThat(new DeadOrders().redriveAsked("{\"queue\":\"dead-native\",\"forced\":true}"))
        .contains("\"redriven\":1");
    assertThat(rig.in("orders")).containsExactly("b");
    assertThat(rig.in("dead")).containsExactly("a");
  }

  @Test
  void withoutTheBrokersQueue_thereIsOneLine() {
    assertThat(new DeadOrders().redriveDue().lines()).hasSize(1);
  }
}
