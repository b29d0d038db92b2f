using System.Collections.Frozen;
using System.Text;

namespace Stanch.Detection.Judging;

/// <summary>What the words of a name say: <c>testDbPassword2</c> is a password, of a test.</summary>
internal ref struct NameWords
{
    private static readonly FrozenDictionary<string, Sense> Senses = Read(
        (Sense.Password, "password passwd pwd pass passphrase passcode pswd kennwort psw pw passwords passwort pin dbpass dbpassword userpass userpassword rootpassword mypassword newpassword oldpassword adminpassword identified"),
        (Sense.Secret, "secret secrets clientsecret appsecret apisecret secretkey seed totp hotp otp salt"),
        (Sense.Token, "token tokens bearer jwt session sessionid cookie accesstoken authtoken apitoken oauthtoken refreshtoken sid"),
        (Sense.Key, "key keys apikey nkey accesskey privatekey licensekey authkey appkey masterkey"),
        (Sense.Auth, "auth authorization credential credentials creds authentication oauth login basic"),
        (Sense.Testing, "test tests testing fake dummy mock example sample invalid wrong bad expected actual demo default"),
        (Sense.Strong, "api private client access app signing encryption encrypt master secret db database admin root user mysql postgres redis smtp mail server service jwt aws ssh sql mongo consumer"));

    private static readonly FrozenDictionary<string, Sense>.AlternateLookup<ReadOnlySpan<char>> Lookup = Senses.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly WordLengths Lengths = new(Senses.Keys);

    public Sense All;
    public int Count;
    public int LastStart;

    public NameWords(ReadOnlySpan<byte> name)
    {
        Span<char> word = stackalloc char[24];
        var length = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var b = i < name.Length ? name[i] : (byte)0;
            var upper = char.IsAsciiLetterUpper((char)b);
            var boundary = !char.IsAsciiLetter((char)b) || upper && i > 0 && (char.IsAsciiLetterLower((char)name[i - 1]) || i + 1 < name.Length && char.IsAsciiLetterLower((char)name[i + 1]) && char.IsAsciiLetterUpper((char)name[i - 1]));
            if (boundary && length > 0)
            {
                Count++;
                LastStart = i - length;
                if (length <= word.Length && Lengths.Any(word[0], length) && Lookup.TryGetValue(word[..length], out var sense)) All |= sense;
                length = 0;
            }
            if (!char.IsAsciiLetter((char)b)) continue;
            if (length < word.Length) word[length] = (char)(b | 0x20);
            length++;
        }
    }

    private static FrozenDictionary<string, Sense> Read(params (Sense Sense, string Words)[] lists)
    {
        var senses = new Dictionary<string, Sense>(StringComparer.Ordinal);
        foreach (var (sense, words) in lists)
        {
            foreach (var word in words.Split(' ')) senses[word] = senses.GetValueOrDefault(word) | sense;
        }
        return senses.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

[Flags]
internal enum Sense { None = 0, Password = 1, Secret = 2, Token = 4, Key = 8, Auth = 16, Testing = 32, Strong = 64 }
