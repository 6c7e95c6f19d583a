package dev.pgexport.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class FilesystemSettingsTest {
    @Test
    void keepsFilesAndFoldersToTheirOwnerByDefault() {
        FilesystemSettings settings = FilesystemSettings.defaults();

        assertThat(PosixFilePermissions.toString(settings.filePermissions())).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(settings.folderPermissions())).isEqualTo("rwx------");
    }

    @Test
    void readsModesAsOctal() {
        FilesystemSettings settings = new FilesystemSettings("640", "0751");

        assertThat(PosixFilePermissions.toString(settings.filePermissions())).isEqualTo("rw-r-----");
        assertThat(PosixFilePermissions.toString(settings.folderPermissions())).isEqualTo("rwxr-x--x");
    }

    @Test
    void refusesWhatIsNotAMode() {
        assertThatThrownBy(() -> new FilesystemSettings("0680", "0700"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("filesystem.file-mode is three octal digits such as 0640: 0680");
    }

    @Test
    void refusesFoldersThatTheOwnerCannotEnter() {
        assertThatThrownBy(() -> new FilesystemSettings("0600", "0600"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("filesystem.folder-mode is 0700 or more");
    }
}
