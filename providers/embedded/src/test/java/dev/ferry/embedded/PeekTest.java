package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.ack;
import static dev.ferry.embedded.Fixture.delayed;
import static dev.ferry.embedded.Fixture.ids;
import static dev.ferry.embedded.Fixture.message;
import static dev.ferry.embedded.Fixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeekTest {
  private final Fixture fixture = new Fixture().queue(QueueSpec.ordered("orders"));
  private final SubscriptionDriver orders = fixture.subscription("orders");

  @Test
  void peek_givesAllThatIsNotSettled_inTheOrderStored_pageByPage() {
    fixture.send(
        "orders",
        message("acked"),
        message("leased"),
        delayed("delayed", null, Duration.ofSeconds(5)),
        message("a1", "a"),
        message("a2", "a"));
    ack(orders, receiveOne(orders));
    receiveOne(orders);

    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      PeekPage page = orders.peek(cursor, 3);
      assertThat(page.messages()).hasSizeBetween(1, 3);
      seen.addAll(ids(page.messages()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(seen).containsExactly("leased", "delayed", "a1", "a2");
  }

  @Test
  void peek_neitherLeasesNorCounts() {
    fixture.send("orders", message("m1"));

    assertThat(orders.peek(null, 10).messages().get(0).deliveryCount()).isZero();

    assertThat(receiveOne(orders).deliveryCount()).isEqualTo(1);
  }

  @Test
  void peekedMessage_cannotBeSettled() {
    fixture.send("orders", message("m1"));
    var peeked = orders.peek(null, 10).messages().get(0);

    assertThat(ack(orders, peeked)).contains(ErrorCode.FAILED_PRECONDITION);
    receiveOne(orders);
    assertThat(ack(orders, peeked)).contains(ErrorCode.FAILED_PRECONDITION);
  }

  @Test
  void cursor_staysGoodWhenItsMessageGoes() {
    fixture.send("orders", message("m1"), message("m2"), message("m3"));
    PeekPage page = orders.peek(null, 1);
    ack(orders, receiveOne(orders));
    ack(orders, receiveOne(orders));

    assertThat(ids(orders.peek(page.next(), 10).messages())).containsExactly("m3");
  }

  @Test
  void emptyQueue_givesAnEmptyLastPage() {
    PeekPage page = orders.peek(null, 10);

    assertThat(page.messages()).isEmpty();
    assertThat(page.next()).isNull();
  }

  @Test
  void cursorOfOnesOwnMaking_isInvalid() {
    assertThatThrownBy(() -> orders.peek("first", 10))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("INVALID_ARGUMENT");
    assertThatThrownBy(() -> orders.peek(null, 0)).isInstanceOf(MessagingException.class);
  }
}
