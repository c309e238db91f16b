package dev.ferry.topology.internal.format;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Source;
import dev.ferry.topology.Topic;
import dev.ferry.topology.internal.format.QueueFormat.Surroundings;
import dev.ferry.topology.internal.schema.Fields;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the model from what the file says: each handler with its queues, which the file need not
 * name. Used once.
 */
public final class Assembly {

  private final Fields file;
  private final Map<String, Fields> saidQueues;
  private final Map<String, Topic> topics = new LinkedHashMap<>();
  private final Map<String, Queue> queues = new LinkedHashMap<>();
  private final Map<String, Handler> handlers = new LinkedHashMap<>();

  private Assembly(Fields file) {
    this.file = file;
    this.saidQueues = file.find(FileFormat.QUEUES).orElse(Map.of());
  }

  /** The model of {@code file}, which may lack keys that it should have. */
  public static Draft of(Fields file) {
    return new Assembly(file).draft();
  }

  private Draft draft() {
    file.find(FileFormat.TOPICS)
        .orElse(Map.of())
        .forEach((name, in) -> topics.put(name, TopicFormat.topic(name, in)));
    saidQueues.forEach(
        (name, in) -> queues.put(name, QueueFormat.queue(name, in, Surroundings.none())));
    file.find(FileFormat.HANDLERS)
        .orElse(Map.of())
        .forEach(
            (name, in) ->
                in.find(HandlerFormat.SOURCE).ifPresent(source -> addHandler(name, in, source)));
    return new Draft(
        file.find(FileFormat.NAME).orElse(""),
        file.find(FileFormat.NAME_PREFIX).orElse(""),
        file.find(FileFormat.TAGS).orElse(Map.of()),
        FileFormat.variables(file),
        queues,
        topics,
        handlers);
  }

  private void addHandler(String name, Fields in, Fields sourceIn) {
    Source source = SourceFormat.source(name, sourceIn);
    Queue queue = queueOf(source, sourceIn, in);
    if (saidQueues.containsKey(queue.name()) || source instanceof Source.FromTopic) {
      queues.put(queue.name(), queue);
    }
    Fields deadLetterIn = in.section(HandlerFormat.DEAD_LETTER);
    Queue dead = besides(DeadLetterFormat.queue(deadLetterIn, queue.name()), queue);
    Handler handler = HandlerFormat.handler(name, in, source, queue, dead);
    handler.redrive().parkQueue().ifPresent(parked -> besides(parked, queue));
    handlers.put(name, handler);
  }

  /** The queue that the handler reads, with a lease that fits the handler. */
  private Queue queueOf(Source source, Fields sourceIn, Fields in) {
    Duration window = BatchFormat.batch(in.section(HandlerFormat.BATCH)).window();
    Surroundings around = Surroundings.none().readFor(HandlerFormat.timeout(in), window);
    if (source instanceof Source.FromTopic from) {
      Topic topic = topics.get(from.subscription().topic());
      Fields own = sourceIn.section(SourceFormat.OWN_QUEUE);
      return QueueFormat.queue(source.queue(), own, topic == null ? around : around.behind(topic));
    }
    Fields said = saidQueues.getOrDefault(source.queue(), new Fields(sourceIn.place()));
    return QueueFormat.queue(source.queue(), said, around);
  }

  /** The queue for dead or parked letters of {@code queue}; made if the file has none so named. */
  private Queue besides(String name, Queue queue) {
    return queues.computeIfAbsent(name, absent -> QueueFormat.deadLetterQueue(absent, queue));
  }
}
