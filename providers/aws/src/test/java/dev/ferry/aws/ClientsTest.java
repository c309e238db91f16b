package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.TopicSpec;
import dev.ferry.peers.aws.AwsPeer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpClient;

/** How clients are made that nobody handed over. */
class ClientsTest {

  /** As AWS_ENDPOINT_URL_SQS and the others do in the environment. */
  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void providersOnTheClassPath_goByTheSdksOwnConfiguration() {
    try (AwsPeer aws = AwsPeer.start()) {
      System.setProperty("aws.region", AwsPeer.REGION);
      System.setProperty("aws.accessKeyId", "test");
      System.setProperty("aws.secretAccessKey", "test");
      System.setProperty("aws.endpointUrlSqs", aws.sqs().toString());
      System.setProperty("aws.endpointUrlSns", aws.sns().toString());
      try (Messaging messaging = Messaging.load()) {
        messaging.admin("sqs").createQueue(QueueSpec.standard("orders"));
        messaging.admin("sns").createTopic(TopicSpec.standard("order-events"));
        try (Publisher queue =
                messaging.publisher("sqs:arn:aws:sqs:us-east-1:000000000000:orders");
            Publisher topic = messaging.publisher("sns://order-events")) {
          assertThat(queue.publish(Message.of("a")).brokerId()).isNotEmpty();
          assertThat(topic.publish(Message.of("a")).brokerId()).isNotEmpty();
        }
        assertThat(messaging.subscription("sqs://orders").receive(1, Duration.ofSeconds(20)))
            .hasSize(1);
      } finally {
        for (String name :
            new String[] {
              "aws.region",
              "aws.accessKeyId",
              "aws.secretAccessKey",
              "aws.endpointUrlSqs",
              "aws.endpointUrlSns"
            }) {
          System.clearProperty(name);
        }
      }
    }
  }

  @Test
  void httpClient_isTheJdksByDefault() {
    try (SdkHttpClient http = AwsClients.http("url-connection").build()) {
      assertThat(http.clientName()).isEqualTo("UrlConnection");
    }
  }

  @ParameterizedTest
  @CsvSource({"apache5, apache5-client", "crt, aws-crt-client", "netty, choose url-connection"})
  void httpClientThatIsNotThere_namesTheNextStep(String name, String next) {
    assertThatThrownBy(() -> AwsClients.http(name))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining(next);
  }
}
