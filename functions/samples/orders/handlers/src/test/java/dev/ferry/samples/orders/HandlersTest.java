package dev.ferry.samples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.ferry.idempotency.Claim.Completed;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.Message;
import dev.ferry.processing.MessageHandler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlersTest {
  private static final OrderPlaced PLACED = OrderPlaced.of(TestOrders.ORDER);
  private static final PaymentTaken PAID = PaymentTaken.of(PLACED);

  private final InMemoryIdempotencyStore store = new InMemoryIdempotencyStore();
  private final InMemoryLedger ledger = new InMemoryLedger();

  private <T> TestContext handled(String name, MessageHandler<T> handler, T payload)
      throws Exception {
    TestContext context =
        new TestContext(store, name, Message.of("whatever").withId("message-of-" + name));
    handler.handle(payload, context);
    return context;
  }

  private void recordedOnly(Entry.Kind kind, String handler, String detail) {
    assertThat(ledger.entries())
        .containsExactly(
            new Entry(kind, handler, "message-of-" + handler, 0, 1, "4711", "C01", 2100, detail));
  }

  @Test
  void placeOrder_recordsTheOrderAndTellsEverybody() throws Exception {
    TestContext context = handled("place-order", new PlaceOrder(ledger), TestOrders.ORDER);

    recordedOnly(Entry.Kind.ORDER, "place-order", "USD");
    Message event = published(context);
    assertThat(event.attributes()).containsExactly(entry("type", "OrderPlaced"));
    assertThat(event.orderingKey()).isEqualTo("C01");
    assertThat(event.contentType()).isEqualTo("application/json");
    assertThat(OrderMessages.ordersPlaced().decode(event.body())).isEqualTo(PLACED);
  }

  @Test
  void placeOrder_commitsTheEventWithTheEntry() throws Exception {
    TestContext context = handled("place-order", new PlaceOrder(ledger), TestOrders.ORDER);

    assertThat(store.claim(TestContext.request(context.key())))
        .isEqualTo(new Completed(0, context.staged()));
  }

  @Test
  void placeOrder_withANegativeAmount_recordsAndTellsNothing() {
    refuses(TestOrders.withAmount(-1), "the amount is negative");
  }

  @Test
  void placeOrder_ofAGift_isPlaced() throws Exception {
    handled("place-order", new PlaceOrder(ledger), TestOrders.withAmount(0));

    assertThat(ledger.size()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "US", "usd", "USDX", "ÄÖÜ"})
  void placeOrder_withAnUnknownCurrency_isRefused(String currency) {
    refuses(TestOrders.withCurrency(currency), "the currency is not three capital letters");
  }

  @Test
  void placeOrder_withoutItems_isRefused() {
    refuses(TestOrders.withItems(), "it has no items");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void placeOrder_ofNothing_isRefused(int quantity) {
    Item nothing = new Item("A01", "Figs", quantity, "1.00", "0");

    refuses(TestOrders.withItems(nothing), "the quantity of an item is not positive");
  }

  @Test
  void placeOrder_withADiscountAboveThePrice_isRefused() {
    Item item = new Item("A01", "Figs", 1, "1.00", "1.01");

    refuses(TestOrders.withItems(item), "the discount of an item is more than its price");
  }

  private void refuses(Order order, String flaw) {
    assertThatExceptionOfType(InvalidOrder.class)
        .isThrownBy(() -> handled("place-order", new PlaceOrder(ledger), order))
        .withMessage("place order '4711': " + flaw);
    assertThat(ledger.size()).isZero();
  }

  @Test
  void inventory_reservesEachArticle() throws Exception {
    TestContext context = handled("inventory", new ReserveStock(ledger), PLACED);

    recordedOnly(Entry.Kind.RESERVATION, "inventory", "2 x A01, 1 x A02");
    assertThat(context.staged()).isEmpty();
  }

  @Test
  void payment_recordsThePaymentAndTellsEverybody() throws Exception {
    TestContext context = handled("payment", new TakePayment(ledger), PLACED);

    recordedOnly(Entry.Kind.PAYMENT, "payment", "USD");
    Message event = published(context);
    assertThat(event.attributes()).containsExactly(entry("type", "PaymentTaken"));
    assertThat(event.orderingKey()).isEqualTo("C01");
    assertThat(event.contentType()).isEqualTo("application/json");
    assertThat(OrderMessages.paymentsTaken().decode(event.body())).isEqualTo(PAID);
  }

  @Test
  void payment_ofANegativeAmount_isRefused() {
    OrderPlaced owed = OrderPlaced.of(TestOrders.withAmount(-1));

    assertThatThrownBy(() -> handled("payment", new TakePayment(ledger), owed))
        .isInstanceOf(PaymentRefused.class)
        .hasMessage("take payment of order '4711': the amount is negative");
    assertThat(ledger.size()).isZero();
  }

  @Test
  void notification_tellsWhatWasPaid() throws Exception {
    handled("notification", new NotifyCustomer(ledger), PAID);

    recordedOnly(Entry.Kind.NOTIFICATION, "notification", "Paid: 21.00 USD");
  }

  @Test
  void auditOrders_recordsTheOrder() throws Exception {
    handled("audit-orders", new AuditOrder(ledger), PLACED);

    recordedOnly(Entry.Kind.ORDER_AUDIT, "audit-orders", "USD");
  }

  @Test
  void auditPayments_recordsThePayment() throws Exception {
    handled("audit-payments", new AuditPayment(ledger), PAID);

    recordedOnly(Entry.Kind.PAYMENT_AUDIT, "audit-payments", "USD");
  }

  private static Message published(TestContext context) {
    List<StagedMessage> staged = context.staged();
    assertThat(staged).extracting(StagedMessage::channel).containsExactly("order-events");
    return staged.get(0).message();
  }
}
