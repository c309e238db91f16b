package dev.ferry.cli.cloud.aws;

import dev.ferry.aws.SnsProvider;
import dev.ferry.aws.SqsProvider;
import dev.ferry.cli.cloud.Deployment;
import dev.ferry.cli.cloud.Functions;
import dev.ferry.cli.cloud.Place;
import dev.ferry.dynamodb.RecordTableAdmin;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.spi.ChannelAdmin;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of something that answers as AWS does; unwraps to {@link DynamoDbClient}. */
final class AwsPlace implements Place, AutoCloseable {
  private final AwsEndpoints endpoints;
  private final FunctionHost host;
  private final SqsClient queues;
  private final SnsClient topics;
  private final DynamoDbClient tables;
  private final ChannelAdmin admin;
  private final Messaging tools;

  /**
   * Opens the clients.
   *
   * @param host deploys functions; stays the caller's
   */
  AwsPlace(AwsEndpoints endpoints, FunctionHost host) {
    this.endpoints = endpoints;
    this.host = host;
    this.queues = endpoints.queues();
    this.topics = endpoints.topics();
    this.tables = endpoints.tables();
    SqsProvider sqs = SqsProvider.of(queues, topics);
    this.admin = sqs.admin().orElseThrow();
    this.tools = Messaging.builder().provider(sqs).provider(SnsProvider.of(topics)).build();
  }

  @Override
  public Messaging tools() {
    return tools;
  }

  @Override
  public ChannelAdmin admin() {
    return admin;
  }

  @Override
  public Map<String, String> environment() {
    return endpoints.environment();
  }

  @Override
  public String createRecords(String name) {
    new RecordTableAdmin(tables).createTable(name);
    return "dynamodb:" + name;
  }

  @Override
  public void deleteRecords(String name) {
    try {
      tables.deleteTable(request -> request.tableName(name));
    } catch (ResourceNotFoundException goneAlready) {
      return;
    }
  }

  @Override
  public Functions deploy(Deployment deployment) throws IOException {
    return host.deploy(deployment, environment(), queues);
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(tables) ? Optional.of(type.cast(tables)) : Optional.empty();
  }

  @Override
  public void close() {
    tools.close();
    queues.close();
    topics.close();
    tables.close();
  }

  /** Where functions run. */
  interface FunctionHost {
    /**
     * Deploys a function for each handler.
     *
     * @param environment what a process finds AWS by
     * @param queues tells of the queues that feed them; stays the caller's
     */
    Functions deploy(Deployment deployment, Map<String, String> environment, SqsClient queues)
        throws IOException;
  }
}
