package dev.ferry.samples.orders.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.MessagingException;
import dev.ferry.samples.orders.IncompletePayload;
import dev.ferry.samples.orders.Item;
import dev.ferry.samples.orders.Order;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class JsonCodecPropertyTest {
  private static final JsonCodec<Order> ORDERS = JsonCodec.of(Order.class);

  @Property(tries = 300)
  void anyOrder_isReadAsItWasWritten(@ForAll("orders") Order order) {
    assertThat(ORDERS.decode(ORDERS.encode(order))).isEqualTo(order);
  }

  @Property(tries = 300)
  void anyOrder_thatIsCutOff_isRefused(
      @ForAll("orders") Order order, @ForAll @IntRange(max = 999) int permille) {
    byte[] bytes = ORDERS.encode(order).toByteArray();
    Body cut = Body.of(Arrays.copyOf(bytes, bytes.length * permille / 1000));

    assertThatThrownBy(() -> ORDERS.decode(cut))
        .isInstanceOfAny(MalformedJson.class, MessagingException.class);
  }

  /** Whatever a byte turns into, what comes out is an order or one of three refusals. */
  @Property(tries = 1000)
  void anyOrder_withAByteChanged_isReadOrRefused(
      @ForAll("orders") Order order, @ForAll @IntRange(max = 999) int permille, @ForAll byte b) {
    byte[] bytes = ORDERS.encode(order).toByteArray();
    bytes[bytes.length * permille / 1000] = b;

    try {
      assertThat(ORDERS.decode(Body.of(bytes))).isNotNull();
    } catch (RuntimeException refused) {
      assertThat(refused)
          .isInstanceOfAny(MalformedJson.class, IncompletePayload.class, MessagingException.class);
    }
  }

  @Provide
  Arbitrary<Order> orders() {
    Arbitrary<String> id = text(128).filter(text -> !text.isBlank());
    Arbitrary<Instant> times =
        Arbitraries.longs()
            .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
            .map(seconds -> Instant.ofEpochSecond(seconds, Math.floorMod(seconds, 1_000_000_000)));
    return Combinators.combine(
            id,
            id,
            text(256),
            text(256),
            times,
            text(256),
            Arbitraries.longs(),
            items().list().ofMaxSize(4))
        .as(Order::new);
  }

  private static Arbitrary<Item> items() {
    Arbitrary<String> decimals =
        Arbitraries.bigDecimals()
            .between(BigDecimal.ZERO, BigDecimal.valueOf(1_000_000_000L))
            .ofScale(4)
            .map(BigDecimal::toPlainString);
    return Combinators.combine(
            text(128).filter(text -> !text.isBlank()),
            text(256),
            Arbitraries.integers(),
            decimals,
            decimals)
        .as(Item::new);
  }

  /** Text of code points from everywhere, which UTF-8 has. */
  private static Arbitrary<String> text(int mostCharacters) {
    return Arbitraries.strings()
        .all()
        .ofMaxLength(mostCharacters)
        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }
}
