package dev.ferry.samples.orders.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.MessagingException;
import dev.ferry.samples.orders.IncompletePayload;
import dev.ferry.samples.orders.Order;
import dev.ferry.samples.orders.PaymentTaken;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {
  private static final JsonCodec<PaymentTaken> PAYMENTS = JsonCodec.of(PaymentTaken.class);
  private static final JsonCodec<Order> ORDERS = JsonCodec.of(Order.class);
  private static final String PAYMENT =
      "{\"orderId\":\"4711\",\"customerId\":\"C01\",\"amountCents\":2100,\"currency\":\"USD\"}";
  private static final String ORDER =
      """
      {"orderId": "4711", "customerId": "C01", "customer": "Łukasik", "country": "Poland",
       "orderedAt": "2026-01-02T08:00:00Z", "currency": "USD", "amountCents": 2100,
       "items": [{"sku": "A01", "name": "Figs", "quantity": 2, "unitPrice": "14.00",
                  "discount": "0.25"}]}
      """;

  private static PaymentTaken payment(String json) {
    return PAYMENTS.decode(Body.of(json));
  }

  @Test
  void payload_isWrittenAsItsRecordSays() {
    PaymentTaken payment = new PaymentTaken("4711", "C01", 2100L, "USD");

    assertThat(PAYMENTS.encode(payment).utf8()).isEqualTo(PAYMENT);
    assertThat(payment(PAYMENT)).isEqualTo(payment);
    assertThat(PAYMENTS.contentType()).isEqualTo("application/json");
  }

  @Test
  void whiteSpaceAndOrder_meanNothing() {
    String spaced =
        " { \"currency\" :\t\"USD\" ,\r\n\"amountCents\": 2100 , \"customerId\":\"C01\","
            + "\"orderId\":\"4711\" } \n";

    assertThat(payment(spaced)).isEqualTo(payment(PAYMENT));
  }

  @Test
  void unknownFields_arePassedOver() {
    String more =
        PAYMENT.replace(
            "{",
            "{\"new\":{\"a\":[1,-2.5e3,{\"b\":null},[],{}],\"c\":true},\"of\":false,\"x\":\"y\",");

    assertThat(payment(more)).isEqualTo(payment(PAYMENT));
  }

  @Test
  void escapes_areRead_inNamesToo() {
    String escaped =
        PAYMENT
            .replace("\"C01\"", "\"\\u00e9\\n\\\"\\\\\\/\\b\\f\\r\\t\\uD83D\\uDE00\"")
            .replace("\"orderId\"", "\"\\u006frderId\"");

    assertThat(payment(escaped).customerId()).isEqualTo("é\n\"\\/\b\f\r\t😀");
    assertThat(payment(escaped).orderId()).isEqualTo("4711");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[]",
        "7",
        "\"text\"",
        "null",
        "nul",
        "{,}",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":NaN}",
        "{\"a\":1 1}",
        "{\"a\":1x}",
        "{\"a\":tru}",
        "{\"a\":truex}",
        "{\"a\":nullx}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":[1}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u\uff11\uff12\uff13\uff14\"}",
        "{\"a\":\"open}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{\"a\":\u00a01}",
        "\ufeff{}"
      })
  void whatIsNoJsonObject_isRefused(String json) {
    assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> payment(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "}", ",", "{}", " null", "//", "\0"})
  void whatFollowsTheObject_isRefused(String more) {
    assertThatExceptionOfType(MalformedJson.class)
        .isThrownBy(() -> payment(PAYMENT + more))
        .withMessageContaining("expected nothing more at character");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2100\"",
        "null",
        "true",
        "21.5",
        "2100.0",
        "2e3",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999999999999999999999999999",
        "[2100]",
        "{}"
      })
  void amount_thatIsNoWholeNumber_isRefused(String amount) {
    assertThatThrownBy(() -> payment(PAYMENT.replace("2100", amount)))
        .isInstanceOfAny(MalformedJson.class, IncompletePayload.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
  void amount_mayHave64Bits(long amount) {
    assertThat(payment(PAYMENT.replace("2100", Long.toString(amount))).amountCents())
        .isEqualTo(amount);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "null", "[]", "{}", "[\"USD\"]"})
  void text_thatIsNone_isRefused(String currency) {
    assertThatThrownBy(() -> payment(PAYMENT.replace("\"USD\"", currency)))
        .isInstanceOfAny(MalformedJson.class, IncompletePayload.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orderId", "customerId", "amountCents", "currency"})
  void missingField_isNamed(String field) {
    assertThatExceptionOfType(IncompletePayload.class)
        .isThrownBy(() -> payment(PAYMENT.replace("\"" + field + "\"", "\"other\"")))
        .withMessage("read a payload: " + field + " is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"orderedAt\": \"2026-01-02T08:00:00Z\"', '\"orderedAt\": \"yesterday\"'",
    "'\"orderedAt\": \"2026-01-02T08:00:00Z\"', '\"orderedAt\": 1767340800'",
    "'\"quantity\": 2', '\"quantity\": 2147483648'",
    "'\"quantity\": 2', '\"quantity\": -2147483649'",
    "'\"quantity\": 2', '\"quantity\": null'",
    "'\"quantity\": 2', '\"amount\": 2'",
    "'\"14.00\"', '14.00'",
    "'\"14.00\"', '\"14,00\"'",
    "'\"14.00\"', '\"-14.00\"'",
    "'\"14.00\"', '\"1e9\"'",
    "'\"14.00\"', '\"\"'",
    "'\"4711\"', '\"\"'",
    "'\"4711\"', '\" \"'",
    "'\"4711\"', '\"\\ud800\"'",
    "'[{', '{'",
    "'[{', '[null,{'",
    "'\"items\"', '\"articles\"'"
  })
  void field_thatIsNotWhatTheRecordSays_isRefused(String right, String wrong) {
    assertThat(ORDER).contains(right);
    assertThat(ORDERS.decode(Body.of(ORDER)).orderId()).isEqualTo("4711");

    assertThatThrownBy(() -> ORDERS.decode(Body.of(ORDER.replace(right, wrong))))
        .isInstanceOfAny(MalformedJson.class, IncompletePayload.class);
  }

  @Test
  void longText_isRefused() {
    assertThatExceptionOfType(IncompletePayload.class)
        .isThrownBy(() -> payment(PAYMENT.replace("C01", "C".repeat(129))));
    assertThatExceptionOfType(IncompletePayload.class)
        .isThrownBy(() -> payment(PAYMENT.replace("USD", "D".repeat(257))));
  }

  @Test
  void invalidUtf8_isRefused_notReplaced() {
    byte[] latin1 = PAYMENT.replace("C01", "C\u00e9").getBytes(StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(MessagingException.class)
        .isThrownBy(() -> PAYMENTS.decode(Body.of(latin1)))
        .withMessageContaining("not UTF-8");
  }

  @Test
  void largeBody_isRefusedUnread() {
    String padded = PAYMENT + " ".repeat(JsonCodec.LONGEST_BODY_BYTES - PAYMENT.length());

    assertThat(payment(padded)).isEqualTo(payment(PAYMENT));
    assertThatExceptionOfType(MalformedJson.class)
        .isThrownBy(() -> payment(padded + " "))
        .withMessageContaining("262144 bytes");
  }

  @Test
  void deepNesting_isRefused() {
    assertThatExceptionOfType(MalformedJson.class)
        .isThrownBy(() -> payment("{\"a\":" + "[".repeat(100_000)))
        .withMessageContaining("no more than 32 levels");
  }

  @Test
  void refusal_saysWhere_andNothingOfTheBody() {
    assertThatExceptionOfType(MalformedJson.class)
        .isThrownBy(() -> payment(PAYMENT.replace("2100", "\"secret\"")))
        .withMessage("read JSON: expected a number at character 51");
  }

  @Test
  void refusal_leavesNothingBehind() {
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> ORDERS.decode(Body.of(ORDER.replace("\"14.00\"", "14.00"))));
      assertThat(payment(PAYMENT).amountCents()).isEqualTo(2100);
    }
  }

  @Test
  void recordWithoutAdapter_isRefusedAtOnce() {
    record Stranger(String name) {}

    assertThatThrownBy(() -> JsonCodec.of(Stranger.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Stranger");
  }
}
