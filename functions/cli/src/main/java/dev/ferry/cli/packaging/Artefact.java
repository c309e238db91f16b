package dev.ferry.cli.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A function as one tree of files, ready to be a zip: classes at the root, where Lambda looks for
 * them. The same class path gives the same bytes. Immutable.
 */
public final class Artefact {
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Map<String, byte[]> files;
  private final List<String> shadowed;

  private Artefact(Map<String, byte[]> files, List<String> shadowed) {
    this.files = files;
    this.shadowed = shadowed;
  }

  /**
   * Reads a class path.
   *
   * @param classPath folders and jars, the project's own first
   * @throws IOException when something of it cannot be read
   */
  public static Artefact of(List<Path> classPath) throws IOException {
    Merge merge = new Merge();
    ClassPathEntries.read(classPath, merge::add);
    return new Artefact(merge.files(), merge.shadowed());
  }

  /** The names of its files, sorted. */
  public Set<String> names() {
    return files.keySet();
  }

  /** The size of a file in bytes. */
  long sizeBytes(String name) {
    byte[] content = files.get(name);
    return content == null ? 0 : content.length;
  }

  /** How large it is unpacked, in bytes. */
  public long sizeBytes() {
    return files.values().stream().mapToLong(content -> content.length).sum();
  }

  /** Resources that are not in it because an earlier one of the class path has their name. */
  List<String> shadowed() {
    return shadowed;
  }

  /** Unpacks it into a folder, which is made. */
  public void unpack(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey()).normalize();
      if (!target.startsWith(folder.normalize())) {
        throw new IOException("unpack: '" + file.getKey() + "' would lie outside of " + folder);
      }
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }

  /**
   * Writes the zip.
   *
   * @return what was written: size and SHA-256, by which a deployment sees that it changed
   */
  public Written write(Path zip) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(bytes);
    Path folder = zip.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(zip, bytes.toByteArray());
    return new Written(zip, bytes.size(), sha256(bytes.toByteArray()));
  }

  private void write(OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }

  /**
   * A zip that was written.
   *
   * @param file where
   * @param sizeBytes its size
   * @param sha256 its digest, in hexadecimal
   */
  public record Written(Path file, long sizeBytes, String sha256) {}
}
