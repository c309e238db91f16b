package dev.ferry.peers.azure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.FaultPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static Bus bus(FaultPlan plan) {
    Bus bus = new Bus(plan);
    bus.peer.createQueue(QueueOptions.of("orders"));
    return bus;
  }

  @Test
  void throttledSend_isRepeatedByTheSdk() {
    try (Bus bus = bus(FaultPlan.seeded(1).once(Fault.THROTTLE, "send"))) {
      bus.sender("orders").sendMessage(Bus.message("one"));

      assertThat(bus.counts("orders").active()).isEqualTo(1);
    }
  }

  @Test
  void sendWhoseAnswerIsLost_isRepeatedByTheSdk_soTheMessageIsThereTwice() {
    try (Bus bus = bus(FaultPlan.seeded(1).once(Fault.LOST_RESPONSE, "send"))) {
      bus.sender("orders").sendMessage(Bus.message("one"));

      assertThat(bus.counts("orders").active()).isEqualTo(2);
    }
  }

  @Test
  void settlementWhoseAnswerIsLost_hasHappened_andTheClientDoesNotKnow() {
    try (Bus bus = bus(FaultPlan.seeded(1).once(Fault.LOST_RESPONSE, "settle"))) {
      bus.sender("orders").sendMessage(Bus.message("one"));
      ServiceBusReceiverClient receiver = bus.receiver("orders");
      ServiceBusReceivedMessage message = Bus.next(receiver);

      assertThatThrownBy(() -> receiver.complete(message)).isInstanceOf(ServiceBusException.class);

      assertThat(bus.counts("orders")).isEqualTo(new Counts(0, 0, 0, 0, 0));
    }
  }

  @Test
  void forgottenAck_bringsTheMessageBack() {
    try (Bus bus = bus(FaultPlan.seeded(1).once(Fault.DROP_ACK, "settle"))) {
      bus.sender("orders").sendMessage(Bus.message("one"));
      ServiceBusReceiverClient receiver = bus.receiver("orders");

      receiver.complete(Bus.next(receiver));

      assertThat(Bus.next(receiver).getDeliveryCount()).isEqualTo(1);
    }
  }

  @Test
  void leaseThatEndsEarly_deliversTheMessageTwice() {
    try (Bus bus = bus(FaultPlan.seeded(1).once(Fault.LOSE_LEASE, "deliver"))) {
      bus.sender("orders").sendMessage(Bus.message("one"));
      ServiceBusReceiverClient receiver = bus.receiver("orders");

      assertThat(Bus.next(receiver).getDeliveryCount()).isZero();
      assertThat(Bus.next(receiver).getDeliveryCount()).isEqualTo(1);
    }
  }

  @Test
  void droppedConnection_isMadeAnewByTheSdk() {
    try (Bus bus = bus(FaultPlan.none())) {
      ServiceBusSenderClient sender = bus.sender("orders");
      sender.sendMessage(Bus.message("one"));

      bus.peer.dropConnections();
      sender.sendMessage(Bus.message("two"));

      assertThat(bus.counts("orders").active()).isEqualTo(2);
    }
  }

  @Test
  void closedPeer_listensNoMore() {
    ServiceBusPeer peer = ServiceBusPeer.start();
    peer.close();

    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), peer.port()).close())
        .isInstanceOf(IOException.class);
  }
}
