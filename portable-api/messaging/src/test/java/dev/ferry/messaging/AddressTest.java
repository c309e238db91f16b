package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "sqs://orders, sqs, orders, sqs:orders",
    "sqs:orders, sqs, orders, sqs:orders",
    "sns:arn:aws:sns:eu-west-1:123456789012:events, sns,"
        + " arn:aws:sns:eu-west-1:123456789012:events, sns:arn:aws:sns:eu-west-1:123456789012:events",
    "pubsub://project/topic, pubsub, project/topic, pubsub:project/topic",
    "servicebus://shop.net/orders, servicebus, shop.net/orders, servicebus:shop.net/orders",
    "embedded:orders, embedded, orders, embedded:orders",
    "embedded:///var/data#orders, embedded, /var/data#orders, embedded:///var/data#orders",
    "embedded:/var/data#orders, embedded, /var/data#orders, embedded:///var/data#orders",
    "embedded:data#orders, embedded, data#orders, embedded:data#orders",
    "x-1.0+y:queue, x-1.0+y, queue, x-1.0+y:queue",
  })
  void parse_readsSchemeAndName(String uri, String scheme, String name, String printed) {
    Address address = Address.parse(uri);
    assertThat(address.scheme()).isEqualTo(scheme);
    assertThat(address.name()).isEqualTo(name);
    assertThat(address.parameters()).isEmpty();
    assertThat(address).hasToString(printed);
    assertThat(Address.parse(printed)).isEqualTo(address);
  }

  @Test
  void parse_parameters_areDecodedAndSorted() {
    Address address = Address.parse("embedded:///data?wait=5s&b=1%2B1+%C3%BC&a=#orders");
    assertThat(address.name()).isEqualTo("/data#orders");
    assertThat(address.parameters())
        .containsExactly(Map.entry("a", ""), Map.entry("b", "1+1 ü"), Map.entry("wait", "5s"));
    assertThat(address).hasToString("embedded:///data?a=&b=1%2B1+%C3%BC&wait=5s#orders");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "orders",
        ":orders",
        "SQS:orders",
        "1sqs:orders",
        "s qs:orders",
        "sqs:",
        "sqs://",
        "sqs:///",
        "sqs: ",
        "sqs:my orders",
        "sqs:orders\n",
        "sqs:orders\u0000",
        "sqs:my%20orders",
        "sqs:orders/",
        "pubsub://project//topic",
        "embedded:////data",
        "embedded:///data#",
        "embedded:///data#a#b",
        "embedded:///data#a/b",
        "embedded:#orders",
        "embedded:///data#orders?wait=5s",
        "sqs:?wait=5s",
        "sqs:orders?",
        "sqs:orders?wait",
        "sqs:orders?=5s",
        "sqs:orders?wait=5s&",
        "sqs:orders?wait=5s&wait=6s",
        "sqs:orders?wait=%zz",
        "sqs:orders?wait=%C3%28",
        "sqs:orders?wait=%2",
      })
  void parse_malformed_namesTheAddressAndTheNextStep(String uri) {
    assertThatThrownBy(() -> Address.parse(uri))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining("parse address '" + uri + "': ")
        .hasMessageContaining("write ");
  }

  @Test
  void of_malformedParts_areRefusedAsWell() {
    assertThatThrownBy(() -> new Address("sqs", "a//b", new TreeMap<>()))
        .isInstanceOf(MessagingException.class);
    assertThatThrownBy(() -> new Address("", "a", new TreeMap<>()))
        .isInstanceOf(MessagingException.class);
  }

  @Test
  void allowing_onlyKnownParameters_isTheAddress() {
    Address address = Address.parse("sqs:orders?wait=5s");
    assertThat(address.allowing(Set.of("wait", "region"))).isSameAs(address);
  }

  @Test
  void allowing_unknownParameter_namesItAndTheKnownOnes() {
    assertThatThrownBy(() -> Address.parse("sqs:orders?wiat=5s").allowing(Set.of("wait", "region")))
        .hasMessage(
            "INVALID_ARGUMENT: open 'sqs:orders?wiat=5s': unknown parameter 'wiat'; known are"
                + " [region, wait]");
  }

  @Provide
  static Arbitrary<Map<String, String>> parameters() {
    Arbitrary<String> text =
        Arbitraries.strings().withChars("a%&=+#?/ü🚢 \n".toCharArray()).ofMaxLength(8);
    return Arbitraries.maps(
            text.map(name -> "n" + name.replaceAll("[\uD800-\uDFFF]", "")),
            text.map(value -> value.replaceAll("[\uD800-\uDFFF]", "")))
        .ofMaxSize(5);
  }

  @Property
  void toString_isReadBack(@ForAll("parameters") Map<String, String> parameters) {
    for (String name : Set.of("orders", "/var/data", "/var/data#orders", "a:b/c#d")) {
      Address address = new Address("embedded", name, new TreeMap<>(parameters));
      assertThat(Address.parse(address.toString())).isEqualTo(address);
    }
  }

  @Property
  void parse_anyText_isAnAddressOrRefused(@ForAll String rest) {
    try {
      Address address = Address.parse("embedded:" + rest);
      assertThat(Address.parse(address.toString())).isEqualTo(address);
    } catch (MessagingException refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }
  }
}
