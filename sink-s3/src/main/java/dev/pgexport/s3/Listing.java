package dev.pgexport.s3;

import dev.pgexport.aws.AwsFailure;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists keys, a page of a thousand at a time. Thread-safe; its streams are not. */
final class Listing {
    private final Bucket bucket;
    private final S3Location location;

    Listing(Bucket bucket, S3Location location) {
        this.bucket = bucket;
        this.location = location;
    }

    /** Return the objects whose keys start so, in the order of their keys, as they were when their page was fetched. */
    Stream<S3Object> objects(String prefix) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new Objects(prefix), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    /** Return the next segments, each with its {@code /}, of the keys that start so. */
    Stream<String> folders(String prefix) {
        Pages pages = new Pages(prefix, "/");
        Stream.Builder<String> folders = Stream.builder();
        while (pages.hasNext()) {
            pages.next().commonPrefixes().stream()
                    .map(CommonPrefix::prefix)
                    .map(folder -> folder.substring(prefix.length()))
                    .forEach(folders::add);
        }
        return folders.build();
    }

    private final class Objects implements Iterator<S3Object> {
        private final Pages pages;
        private final ArrayDeque<S3Object> page = new ArrayDeque<>();

        Objects(String prefix) {
            this.pages = new Pages(prefix, null);
        }

        @Override
        public boolean hasNext() {
            while (page.isEmpty() && pages.hasNext()) {
                page.addAll(pages.next().contents());
            }
            return !page.isEmpty();
        }

        @Override
        public S3Object next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.remove();
        }
    }

    private final class Pages implements Iterator<ListObjectsV2Response> {
        private final String prefix;

        @Nullable private final String delimiter;

        @Nullable private String continuation;

        private boolean more = true;

        Pages(String prefix, @Nullable String delimiter) {
            this.prefix = prefix;
            this.delimiter = delimiter;
        }

        @Override
        public boolean hasNext() {
            return more;
        }

        @Override
        public ListObjectsV2Response next() {
            if (!more) {
                throw new NoSuchElementException();
            }
            try {
                ListObjectsV2Response page = bucket.list(prefix, delimiter, continuation, null);
                continuation = page.nextContinuationToken();
                more = Boolean.TRUE.equals(page.isTruncated()) && continuation != null;
                return page;
            } catch (SdkException e) {
                throw AwsFailure.of(e, "list " + location.shown(prefix));
            }
        }
    }
}
