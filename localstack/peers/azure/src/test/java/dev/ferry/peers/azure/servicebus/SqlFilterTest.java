package dev.ferry.peers.azure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFilterTest {
  private static Message message() {
    Message message = Proton.message();
    message.setSubject("created");
    message.setApplicationProperties(
        new ApplicationProperties(Map.of("colour", "red", "size", 42, "fragile", true)));
    return message;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1=1 | true",
        "colour = 'red' | true",
        "COLOUR = 'red' | true",
        "user.colour = 'red' | true",
        "[colour] = 'red' | true",
        "\"colour\" IN ('blue', 'red') | true",
        "colour NOT IN ('blue', 'green') | true",
        "colour IN () | error",
        "colour = 'Red' | false",
        "colour <> 'blue' AND size >= 42 | true",
        "colour = 'blue' OR size > 41.5 | true",
        "NOT (colour = 'red') | false",
        "sys.Label = 'created' | true",
        "colour LIKE 'r%' AND colour LIKE '_ed' | true",
        "colour LIKE 'e%' | false",
        "missing = 'x' | false",
        "missing <> 'x' | false",
        "missing IS NULL AND colour IS NOT NULL | true",
        "EXISTS(colour) AND NOT EXISTS(missing) | true",
        "fragile | true",
        "fragile = TRUE AND size = 42 | true",
        "size = '42' | false",
        "colour = 'it''s' | false"
      })
  void expression_saysWhatItSaysOnServiceBus(String expression, String expected) {
    if (expected.equals("error")) {
      assertThatIllegalArgumentException().isThrownBy(() -> RuleFilter.sql(expression));
    } else {
      assertThat(RuleFilter.sql(expression).passes(message()))
          .isEqualTo(Boolean.parseBoolean(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "colour =", "colour = 'red", "colour = 'red' blue", "(1=1", "a ; b"})
  void expressionThatCannotBeRead_isRefused(String expression) {
    assertThatIllegalArgumentException().isThrownBy(() -> RuleFilter.sql(expression));
  }
}
