package dev.ferry.aws;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The provider of {@code sqs:NAME} addresses: queues of SQS, standard, fair and FIFO.
 *
 * <pre>
 * sqs://orders   sqs://orders.fifo   sqs://orders?visibility=2m   sqs://orders?account=111122223333
 * sqs:arn:aws:sqs:eu-central-1:111122223333:orders
 * sqs://orders?topic=arn:aws:sns:eu-central-1:111122223333:order-events</pre>
 *
 * <p>A queue keeps the order of its groups when its name ends in {@code .fifo}, and only then: on
 * others a group is a tenant of a fair queue. A name costs one look-up when it is opened, an ARN
 * none; a subscription asks once more for the length of leases, unless {@code visibility} says it.
 *
 * <p>Safe for use by any number of threads. Closing it closes the clients that it made, not those
 * that were given to it.
 */
public final class SqsProvider implements MessagingProvider {
  private final OnDemand<SqsConnection> sqs;
  private final OnDemand<SnsClient> sns;

  /** By the SDK's own configuration; makes a client when the first address is opened. */
  public SqsProvider() {
    this(OnDemand.of(AwsClients::sqs), OnDemand.of(AwsClients::sns));
  }

  private SqsProvider(OnDemand<SqsConnection> sqs, OnDemand<SnsClient> sns) {
    this.sqs = sqs;
    this.sns = sns;
  }

  /** With a client that somebody else keeps; its region is that of every queue. */
  public static SqsProvider of(SqsClient client) {
    return of(client, SqsCalls.of(client));
  }

  /** With the hot calls made otherwise than by the client, which serves the rare ones. */
  public static SqsProvider of(SqsClient client, SqsCalls calls) {
    return new SqsProvider(kept(client, calls), OnDemand.of(AwsClients::sns));
  }

  /** With clients that somebody else keeps, that of topics for {@link #admin()}. */
  public static SqsProvider of(SqsClient queues, SnsClient topics) {
    return of(queues, SqsCalls.of(queues), topics);
  }

  /** With all of it. */
  public static SqsProvider of(SqsClient queues, SqsCalls calls, SnsClient topics) {
    return new SqsProvider(kept(queues, calls), OnDemand.kept(topics));
  }

  private static OnDemand<SqsConnection> kept(SqsClient client, SqsCalls calls) {
    return OnDemand.kept(SqsConnection.kept(client, calls));
  }

  @Override
  public String scheme() {
    return SqsAddress.SCHEME;
  }

  /** {@code account}, {@code visibility}, {@code topic}. */
  @Override
  public Set<String> parameters() {
    return SqsAddress.PARAMETERS;
  }

  @Override
  public PublisherDriver openPublisher(Address address, Timeline timeline) {
    return new SqsPublisher(queue(SqsAddress.of(address)));
  }

  @Override
  public SubscriptionDriver openSubscription(Address address, Timeline timeline) {
    SqsAddress parsed = SqsAddress.of(address);
    SqsQueue queue = queue(parsed);
    Duration said = parsed.visibility();
    return new SqsSubscription(
        queue, parsed.reader(), said == null ? SqsLookup.lease(queue) : said, timeline);
  }

  private SqsQueue queue(SqsAddress address) {
    return sqs.get().queue(address);
  }

  /** Makes queues, topics and subscriptions between them; an ordered one's name gets .fifo. */
  @Override
  public Optional<ChannelAdmin> admin() {
    return Optional.of(new AwsAdmin(() -> sqs.get().client(), sns));
  }

  @Override
  public void close() {
    sqs.close();
    sns.close();
  }
}
