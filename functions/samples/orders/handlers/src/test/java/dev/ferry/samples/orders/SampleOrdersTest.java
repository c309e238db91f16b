package dev.ferry.samples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.MessagingException;
import dev.ferry.samples.orders.json.MalformedJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleOrdersTest {
  @Test
  void seed_givesTheSameOrdersForEver() {
    assertThat(SampleOrders.lines(7, 1))
        .containsExactly(
            """
            {"orderId":"100000","customerId":"C021","customer":"Çelik Bistro","country":"Germany",\
            "orderedAt":"2026-01-02T08:00:00Z","currency":"USD","amountCents":182402,"items":[\
            {"sku":"A09","name":"Organic Barley","quantity":28,"unitPrice":"13.83","discount":"0"},\
            {"sku":"A42","name":"Fresh Carrots","quantity":18,"unitPrice":"10.54","discount":"0.15"},\
            {"sku":"A28","name":"Pickled Lentils","quantity":32,"unitPrice":"39.86","discount":"0"}]}""");
  }

  @Test
  void ordersOfALongerStream_beginWithThoseOfAShorter() {
    assertThat(SampleOrders.generate(7, 100).limit(10))
        .isEqualTo(SampleOrders.generate(7, 10).toList());
  }

  @Test
  void anotherSeed_givesOtherOrders() {
    assertThat(SampleOrders.lines(1, 50))
        .doesNotContainAnyElementsOf(SampleOrders.lines(2, 50).toList());
  }

  @Test
  void orders_canBePlaced_andAmountsAreTheSumsOfTheirItems() {
    assertThat(SampleOrders.generate(1, 2000))
        .allSatisfy(
            order -> {
              assertThatCode(order::check).doesNotThrowAnyException();
              assertThat(BigDecimal.valueOf(order.amountCents(), 2)).isEqualTo(sum(order));
              assertThat(order.items()).extracting(Item::sku).doesNotHaveDuplicates();
            });
  }

  private static BigDecimal sum(Order order) {
    return order.items().stream()
        .map(Item::total)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(2, RoundingMode.HALF_UP);
  }

  @Test
  void orders_haveIdsOfTheirOwn_andManyCustomersThatComeBack() {
    List<Order> orders = SampleOrders.generate(1, 2000).toList();

    assertThat(orders).extracting(Order::orderId).doesNotHaveDuplicates();
    assertThat(orders.stream().map(Order::customerId).distinct().count()).isBetween(80L, 100L);
  }

  @Test
  void lines_areRead_asTheyWereWritten() throws Exception {
    List<Order> orders = SampleOrders.generate(1, 200).toList();
    List<String> lines = SampleOrders.lines(1, 200).toList();

    for (int i = 0; i < lines.size(); i++) {
      assertThat(OrderMessages.orders().decode(Body.of(lines.get(i)))).isEqualTo(orders.get(i));
    }
  }

  @Test
  void poison_comesInTurn_eachAnother() {
    List<Body> bodies = IntStream.range(0, 50).mapToObj(SampleOrders::poison).toList();

    assertThat(bodies).doesNotHaveDuplicates();
    assertThat(bodies.get(5)).isEqualTo(PoisonKind.TRUNCATED_JSON.body(5));
    assertThat(bodies.get(49)).isEqualTo(PoisonKind.NEGATIVE_AMOUNT.body(49));
  }

  @ParameterizedTest
  @EnumSource
  void poison_isNeverAnOrder(PoisonKind kind) {
    Class<? extends Exception> refused =
        switch (kind) {
          case TRUNCATED_JSON, WRONG_TYPE -> MalformedJson.class;
          case INVALID_UTF8 -> MessagingException.class;
          case MISSING_FIELD -> IncompletePayload.class;
          case NEGATIVE_AMOUNT -> InvalidOrder.class;
        };
    for (int number = 0; number < 200; number++) {
      Body body = kind.body(number);
      assertThatThrownBy(() -> OrderMessages.orders().decode(body).check())
          .as("number %d", number)
          .isInstanceOf(refused);
    }
  }
}
