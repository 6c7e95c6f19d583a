package dev.pgexport.postgressink;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.ObjectContent;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.copy.CopyPlugin;
import dev.pgexport.copy.CopySettings;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** The strategy {@code copy}, with something done to what it writes. */
final class TamperedCopy implements SourcePlugin<CopySettings> {
    /** What is done to an object when it is written. */
    interface Tampering {
        Written write(ExportObject object, OutputStream out) throws IOException, InterruptedException;
    }

    private final CopyPlugin plugin = new CopyPlugin();
    private final Tampering tampering;
    private final boolean backwards;

    private TamperedCopy(Tampering tampering, boolean backwards) {
        this.tampering = tampering;
        this.backwards = backwards;
    }

    static TamperedCopy writing(Tampering tampering) {
        return new TamperedCopy(tampering, false);
    }

    /** Give definitions last. */
    static TamperedCopy backwards() {
        return new TamperedCopy((object, out) -> object.writeTo(out), true);
    }

    @Override
    public String name() {
        return plugin.name();
    }

    @Override
    public String description() {
        return plugin.description();
    }

    @Override
    public Class<CopySettings> settings() {
        return plugin.settings();
    }

    @Override
    public boolean loadable(CopySettings settings) {
        return true;
    }

    @Override
    public List<Finding> diagnose(CopySettings settings, ExportRequest request) throws InterruptedException {
        return plugin.diagnose(settings, request);
    }

    @Override
    public Inspection inspect(CopySettings settings, InspectionRequest request) {
        return plugin.inspect(settings, request);
    }

    @Override
    public Export open(CopySettings settings, ExportRequest request) throws InterruptedException {
        Export export = plugin.open(settings, request);
        return new Export() {
            @Override
            public ExportDescription description() {
                return export.description();
            }

            @Override
            public Iterator<ExportObject> objects() {
                List<ExportObject> objects = new ArrayList<>();
                export.objects().forEachRemaining(object -> objects.add(new Tampered(object)));
                if (backwards) {
                    Collections.reverse(objects);
                }
                return objects.iterator();
            }

            @Override
            public void confirm() {
                export.confirm();
            }

            @Override
            public void close() {
                export.close();
            }
        };
    }

    private final class Tampered implements ExportObject {
        private final ExportObject object;

        Tampered(ExportObject object) {
            this.object = object;
        }

        @Override
        public ObjectName name() {
            return object.name();
        }

        @Override
        public long estimatedBytes() {
            return object.estimatedBytes();
        }

        @Override
        public boolean compressible() {
            return object.compressible();
        }

        @Override
        public boolean repeatable() {
            return object.repeatable();
        }

        @Override
        public ObjectContent content() {
            return object.content();
        }

        @Override
        public Written writeTo(OutputStream out) throws IOException, InterruptedException {
            return tampering.write(object, out);
        }
    }
}
