package dev.ferry.peers.azure.servicebus;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a node answers to a request.
 *
 * @param status as HTTP numbers them
 * @param text for people
 * @param condition why it was refused; null when it was not
 * @param body what was asked for
 */
record Answer(
    int status, String text, @Nullable Condition condition, @Nullable Map<String, Object> body) {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;

  static Answer of(Map<String, Object> body) {
    return new Answer(OK, "OK", null, body);
  }

  /** Nothing is there that was asked for. */
  static Answer nothing(Map<String, Object> body) {
    return new Answer(NO_CONTENT, "No content", null, body);
  }

  static Answer accepted() {
    return new Answer(ACCEPTED, "Accepted", null, null);
  }

  static Answer refused(Refusal refusal) {
    return new Answer(
        refusal.condition().status(),
        String.valueOf(refusal.getMessage()),
        refusal.condition(),
        Map.of());
  }

  /** The message that answers a request; both spellings of each name, for either kind of node. */
  Message to(Message request) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("statusCode", status);
    properties.put("status-code", status);
    properties.put("statusDescription", text);
    properties.put("status-description", text);
    if (condition != null) {
      properties.put("errorCondition", condition.symbol());
    }
    Message answer = Proton.message();
    answer.setCorrelationId(request.getMessageId());
    answer.setApplicationProperties(new ApplicationProperties(properties));
    answer.setBody(new AmqpValue(body));
    return answer;
  }
}
