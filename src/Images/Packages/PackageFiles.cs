using System.Buffers.Binary;
using Stanch.Images.Contents;

namespace Stanch.Images.Packages;

/// <summary>
/// The contents that packages of a distribution brought, as the databases of dpkg, apk and rpm inside the images list them. A file is known by its digest,
/// not by its path: one that was changed after it was installed is not among them.
/// </summary>
/// <remarks>
/// Only packages whose maintainer or vendor is a distribution count. A company's own package may well bring a secret, and its files are treated like any other.
/// </remarks>
internal sealed class PackageFiles
{
    private readonly Lock guard = new();
    private readonly Dictionary<UInt128, Package> files = [];
    private readonly Dictionary<string, Package> packages = new(StringComparer.Ordinal);

    /// <summary>Whether a file of this path is part of a database; what it says is then held against contents.</summary>
    public static bool IsDatabase(string path) => Kind(path) is not null;

    public void Read(string path, ReadOnlySpan<byte> content) => Kind(path)?.Invoke(this, path, content);

    /// <summary><c>dpkg coreutils</c>; null: no package of a distribution is known to bring it.</summary>
    public string? OwnerOf(ContentDigests digests)
    {
        lock (guard)
        {
            foreach (var hex in (string[])[digests.Md5, digests.Sha1, digests.Sha256])
            {
                if (files.TryGetValue(Key(Convert.FromHexString(hex)), out var package) && package.OfDistribution) return package.Name;
            }
            return null;
        }
    }

    /// <param name="name">With its manager: <c>apk musl</c>.</param>
    public Package PackageOf(string name)
    {
        lock (guard)
        {
            if (!packages.TryGetValue(name, out var package)) packages.Add(name, package = new Package(name));
            return package;
        }
    }

    /// <param name="digest">MD5, SHA-1 or SHA-256; their first 16 bytes don't meet.</param>
    public void Add(Package package, ReadOnlySpan<byte> digest)
    {
        lock (guard)
        {
            // Where two packages have the same file, one of a distribution is enough.
            var key = Key(digest);
            if (!files.TryGetValue(key, out var other) || !other.OfDistribution) files[key] = package;
        }
    }

    private static UInt128 Key(ReadOnlySpan<byte> digest) => BinaryPrimitives.ReadUInt128LittleEndian(digest);

    private delegate void Reading(PackageFiles files, string path, ReadOnlySpan<byte> content);

    private static Reading? Kind(string path)
    {
        if (path is "lib/apk/db/installed" or "usr/lib/apk/db/installed") return ApkDatabase.Read;
        if (path is "var/lib/rpm/rpmdb.sqlite" or "usr/lib/sysimage/rpm/rpmdb.sqlite") return RpmDatabase.Read;
        if (!path.StartsWith("var/lib/dpkg/", StringComparison.Ordinal)) return null;
        if (path.EndsWith(".md5sums", StringComparison.Ordinal)) return DpkgDatabase.ReadSums;
        return path == "var/lib/dpkg/status" || path.StartsWith("var/lib/dpkg/status.d/", StringComparison.Ordinal) ? DpkgDatabase.ReadStatus : null;
    }
}

/// <summary>A package as a database names it.</summary>
internal sealed class Package(string name)
{
    // By domain of the maintainer's address, and by the vendor's name in rpm.
    private static readonly string[] Domains = ["debian.org", "ubuntu.com", "canonical.com", "alpinelinux.org"];
    private static readonly string[] Vendors =
    [
        "Red Hat, Inc.", "Fedora Project", "CentOS", "SUSE LLC <https://www.suse.com/>", "openSUSE", "Rocky Enterprise Software Foundation", "AlmaLinux", "Oracle America", "Amazon Linux", "Amazon.com",
        "Microsoft Corporation", "VMware, Inc.",
    ];

    public string Name => name;
    public bool OfDistribution { get; private set; }

    public void Maintained(string by)
    {
        var at = by.LastIndexOf('@');
        var domain = at < 0 ? "" : by[(at + 1)..].TrimEnd('>', ' ');
        if (Array.Exists(Domains, d => domain == d || domain.EndsWith("." + d, StringComparison.Ordinal))) OfDistribution = true;
    }

    public void Sold(string by)
    {
        if (Vendors.Contains(by, StringComparer.Ordinal)) OfDistribution = true;
    }
}
