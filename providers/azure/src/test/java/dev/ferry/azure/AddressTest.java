package dev.ferry.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  private static ServiceBusAddress of(String address) {
    return ServiceBusAddress.of(Address.parse(address));
  }

  @Test
  void address_saysWhatTheWireDoesNot() {
    assertThat(of("servicebus://shop/orders?sessions=true&duplicates=10m&deliveries=20"))
        .isEqualTo(
            new ServiceBusAddress(
                "shop", "orders", false, false, true, Duration.ofMinutes(10), 20));
    assertThat(of("servicebus://shop/orders").deliveries()).isEqualTo(1000);
    assertThat(of("servicebus://shop/order-events?kind=topic").topic()).isTrue();
    assertThat(of("servicebus://shop/orders/$deadletterqueue").deadLetters()).isTrue();
  }

  @Test
  void subscription_isAPathOfItsTopic_andTakesNoCopies() {
    ServiceBusAddress address = of("servicebus://shop/events/subscriptions/audit");

    assertThat(address.subscribedTopic()).isEqualTo("events");
    assertThat(address.subscription()).isEqualTo("audit");
    assertThat(address.takesCopies()).isFalse();
  }

  @Test
  void namespace_mayBeWrittenInFull() {
    assertThat(Namespace.host("shop")).isEqualTo("shop.servicebus.windows.net");
    assertThat(Namespace.host("shop.servicebus.chinacloudapi.cn"))
        .isEqualTo("shop.servicebus.chinacloudapi.cn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "servicebus://orders",
        "servicebus://shop/orders?kind=subscription",
        "servicebus://shop/orders?sessions=yes",
        "servicebus://shop/orders?duplicates=10",
        "servicebus://shop/orders?duplicates=19s",
        "servicebus://shop/orders?duplicates=8d",
        "servicebus://shop/orders?deliveries=0",
        "servicebus://shop/orders?deliveries=2001",
        "servicebus://shop/orders?lock=1m",
        "servicebus://shop/events/$deadletterqueue?kind=topic",
        "servicebus://shop_1/orders"
      })
  void otherAddress_isRefused(String address) {
    assertThatThrownBy(() -> of(address)).isInstanceOf(MessagingException.class);
  }
}
