package dev.ferry.peers.azure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {
  private static final Duration LOCK = Duration.ofSeconds(30);

  private final Bus bus = new Bus();

  @BeforeEach
  void createQueue() {
    bus.peer.createQueue(QueueOptions.of("orders").withSessions().withLock(LOCK));
  }

  @AfterEach
  void close() {
    bus.close();
  }

  private void send(String... sessionsAndBodies) {
    bus.sender("orders")
        .sendMessages(
            List.of(sessionsAndBodies).stream()
                .map(each -> Bus.message(each).setSessionId(each.substring(0, 1)))
                .toList());
  }

  private ServiceBusSessionReceiverClient sessions() {
    return bus.builder()
        .sessionReceiver()
        .queueName("orders")
        .maxAutoLockRenewDuration(Duration.ZERO)
        .buildClient();
  }

  @Test
  void receiverOfASession_getsItsMessagesOnly_inOrder() {
    send("a1", "b1", "a2");
    try (ServiceBusSessionReceiverClient sessions = sessions();
        ServiceBusReceiverClient receiver = sessions.acceptSession("a")) {
      assertThat(Bus.text(Bus.next(receiver))).isEqualTo("a1");
      assertThat(Bus.text(Bus.next(receiver))).isEqualTo("a2");
      assertThat(Bus.isEmpty(receiver)).isTrue();
    }
  }

  @Test
  void lockedSession_isGivenToNobodyElse_andTheNextOneIsAnother() {
    send("a1", "b1");
    try (ServiceBusSessionReceiverClient sessions = sessions();
        ServiceBusReceiverClient one = sessions.acceptNextSession();
        ServiceBusReceiverClient other = sessions.acceptNextSession()) {
      assertThat(one.getSessionId()).isEqualTo("a");
      assertThat(other.getSessionId()).isEqualTo("b");
      assertThatThrownBy(() -> sessions.acceptSession("a"))
          .isInstanceOfSatisfying(
              AmqpException.class,
              taken ->
                  assertThat(taken.getErrorCondition())
                      .isEqualTo(AmqpErrorCondition.SESSION_CANNOT_BE_LOCKED));
    }
  }

  @Test
  void receiverThatWaits_getsTheSessionThatComes() throws Exception {
    try (ServiceBusSessionReceiverClient sessions = sessions()) {
      var waiting =
          CompletableFuture.supplyAsync(() -> sessions.acceptNextSession().getSessionId());
      send("c1");
      assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("c");
    }
  }

  @Test
  void closedSession_isFreeAgain_andItsMessagesAreNotCounted() {
    send("a1");
    try (ServiceBusSessionReceiverClient sessions = sessions()) {
      try (ServiceBusReceiverClient one = sessions.acceptSession("a")) {
        Bus.next(one);
      }
      try (ServiceBusReceiverClient other = sessions.acceptNextSession()) {
        assertThat(Bus.next(other).getDeliveryCount()).isZero();
      }
    }
  }

  @Test
  void sessionWhoseLockIsOver_isLost_andItsMessagesAreCounted() {
    send("a1");
    try (ServiceBusSessionReceiverClient sessions = sessions();
        ServiceBusReceiverClient late = sessions.acceptSession("a")) {
      ServiceBusReceivedMessage message = Bus.next(late);
      bus.clock.advance(LOCK);
      try (ServiceBusReceiverClient other = sessions.acceptNextSession()) {
        assertThat(Bus.next(other).getDeliveryCount()).isEqualTo(1);
      }
      assertThatThrownBy(() -> late.complete(message))
          .isInstanceOfSatisfying(
              ServiceBusException.class,
              lost ->
                  assertThat(lost.getReason())
                      .isEqualTo(ServiceBusFailureReason.SESSION_LOCK_LOST));
    }
  }

  @Test
  void renewedSession_keepsItsMessages() {
    send("a1");
    try (ServiceBusSessionReceiverClient sessions = sessions();
        ServiceBusReceiverClient receiver = sessions.acceptSession("a")) {
      ServiceBusReceivedMessage message = Bus.next(receiver);
      bus.clock.advance(LOCK.minusSeconds(1));
      assertThat(receiver.renewSessionLock().toInstant()).isEqualTo(bus.clock.instant().plus(LOCK));
      bus.clock.advance(LOCK.minusSeconds(1));
      receiver.complete(message);
    }
    assertThat(bus.counts("orders")).isEqualTo(new Counts(0, 0, 0, 0, 0));
  }

  @Test
  void state_staysWithTheSession() {
    try (ServiceBusSessionReceiverClient sessions = sessions()) {
      try (ServiceBusReceiverClient one = sessions.acceptSession("a")) {
        assertThat(one.getSessionState()).isNull();
        one.setSessionState("step 2".getBytes(StandardCharsets.UTF_8));
      }
      try (ServiceBusReceiverClient other = sessions.acceptSession("a")) {
        assertThat(other.getSessionState()).asString().isEqualTo("step 2");
      }
    }
  }

  @Test
  void messageWithoutASession_isRefused() {
    assertThatThrownBy(() -> bus.sender("orders").sendMessage(Bus.message("lost")))
        .hasMessageContaining("SessionId");
  }

  @Test
  void receiverWithoutASession_isRefused() {
    assertThatThrownBy(() -> Bus.next(bus.receiver("orders")))
        .hasStackTraceContaining("non-sessionful");
  }
}
