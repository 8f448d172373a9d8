import MockModel

/// Postman's variables of the group "files".
extension FakeMaker {
    static let files: [String: TextGenerator] = [
        "randomFileName": { maker in maker.fileName(FakeFiles.extensions) },
        "randomCommonFileName": { maker in maker.fileName(FakeFiles.commonExtensions) },
        "randomFileType": { maker in String(maker.pick(MediaType.all).prefix { $0 != "/" }) },
        "randomCommonFileType": { maker in maker.pick(["video", "audio", "image", "text", "application"]) },
        "randomFileExt": { maker in maker.pick(FakeFiles.extensions) },
        "randomCommonFileExt": { maker in maker.pick(FakeFiles.commonExtensions) },
        "randomFilePath": { maker in
            let folder = maker.pick(FakeFiles.folders)
            return "\(folder)/\(maker.fileName(FakeFiles.extensions))"
        },
        "randomDirectoryPath": { maker in maker.pick(FakeFiles.folders) },
        "randomMimeType": { maker in maker.pick(MediaType.all) },
    ]

    private mutating func fileName(_ extensions: [String]) -> String {
        let count = int(1...3)
        return joined(count, "_") { $0.pick(FakeLorem.words) } + "." + pick(extensions)
    }
}

/// Facts of files.
enum FakeFiles {
    /// The plain ones of all known extensions.
    static let extensions = MediaType.extensions.filter { $0.allSatisfy { $0.isLetter || $0.isNumber } }.sorted()
    static let commonExtensions = FakeList.words("pdf png jpg gif mp3 wav mp4 webm txt html csv json zip docx")
    static let folders = FakeList.words(
        """
        /Applications /Library /System /Users /Users/Shared /bin /boot /boot/grub /dev /dev/shm /etc /etc/cron.d /etc/default /etc/init.d
        /etc/ssh /etc/ssl /etc/systemd /home /home/user /lib /lib64 /media /mnt /opt /opt/bin /opt/lib /opt/share /private
        /private/var /proc /root /run /run/lock /sbin /selinux /srv /srv/ftp /srv/www /sys /sys/class /tmp /usr /usr/bin
        /usr/include /usr/lib /usr/libexec /usr/local /usr/local/bin /usr/local/src /usr/sbin /usr/share /usr/src /var
        /var/cache /var/lib /var/log /var/mail /var/spool /var/tmp /var/www
        """)
}
