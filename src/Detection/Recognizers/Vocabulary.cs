namespace Stanch.Detection.Recognizers;

/// <summary>Words that tell a name or a value that is no secret from one that is.</summary>
internal static class Vocabulary
{
    private static readonly WordSet DocumentationPasswords = new(
        "password pass passwd pwd secret token key user username mypassword mypass userpass your_password yourpassword pw psw xxx xxxx test pass123 passw0rd foo bar baz qux foobar null true false");

    /// <summary>Last words of a name that make it speak about a secret without being one: <c>password_field</c>, <c>token_count</c>.</summary>
    private static readonly WordSet AboutWords = new(
        """
        hash hashed hasher digest name names id ids field fields label labels file files filename path paths dir url uri urls endpoint link length len size count counter
        type types policy policies reset resets expired expires expiry expiration expire ttl min max regex pattern patterns prompt placeholder hint message messages error errors
        enabled disabled required visible strength validator validation valid invalid invalidated changed change changes update updated updater created at on off by provider providers factory manager
        service handler listener helper helpers config configuration option options settings class form input column columns table index header headers prefix suffix
        format version scheme method mode status state store storage cache location source target title description help text info example format env var variable
        template generator encoder decoder parser reader writer lexer tokenizer stream position line kind bytes ring rings attempts attempt limit timeout interval rotation usage
        event events callback promise request response function func algorithm alg strategy list array map set count salt identifier aud audience issuer iss scope scopes
        policy properties property props param params parameter parameters arg args argument ref refs reference references rotation verified verify verification encrypted exists missing
        php js ts jsx tsx py rb java cs go rs md html css scss json xml yml yaml txt sh
        confirmation confirm mismatch match matches requirement requirements manager mapping page screen view dialog modal button box icon tag tags spec
        magic ratelimit sha sender username email address addresses mgr reminder broker repository encryption hint strategy meter
        """);

    /// <summary>Values that programs give to such names and that are no secret.</summary>
    private static readonly WordSet PlainValues = new(
        """
        null nil none undefined true false yes no on off default string str text int integer bool boolean number object array list dict map bytes float double char void any
        password passwd pwd pass secret token key apikey api_key username user value data name id test required optional disabled enabled hidden input
        sqlite https nginx httpd jdbc passphrase passcode credential credentials
        bearer basic digest oauth jwt env vault file auto empty unknown invalid missing public private static const readonly unset blank
        """);

    /// <summary>How a telling word may go on without becoming another one: <c>passwords</c>, <c>tokenvalue</c>.</summary>
    private static readonly WordSet Continuations = new(
        "s text txt str string value val key keys data phrase code raw plain word words base hex prod dev test live main old new env secret token id api in");

    /// <summary>Words that make the whole name speak about a secret even when others follow: <c>password_hash_web</c>.</summary>
    private static readonly WordSet HashWords = new("hash hashed hasher digest encryption policy validator validation");

    /// <summary>Words before the telling one: <c>csrf_token</c>, <c>next_token</c>, <c>has_password</c>.</summary>
    private static readonly WordSet PublicWords = new("csrf xsrf authenticity update require requires allow enable disable use needs forgot public hashed encrypted sealed next page continuation sync is has show no jsonweb design sha");

    /// <summary>What a bare <c>pass</c> is joined to in the names of passwords, unlike <c>bypass</c> and <c>compass</c>.</summary>
    private static readonly WordSet PassOwners = new("db user key store keystore truststore my mysql admin root smtp ldap mail ftp http ssh auth login sudo");

    /// <summary>Functions that turn text into bytes or keys.</summary>
    private static readonly WordSet Converters = new("byte bytes from string str encode encodes b64encode frombase64string fromhex hex unhex parse valueof key secret wrap text tobytes getbytes utf8 buffer atob value stringvalue pointer ptr");

    /// <summary>First words of functions that look something up.</summary>
    private static readonly WordSet Lookups = new("get getenv env find fetch read load config lookup param params t trans translate i18n gettext ask prompt input ensure require option label field column select query generate random hash format sprintf printf print log error define describe it test fmt path join exists has is check validate by xpath css id create_field form");

    /// <summary>Words that open an expression where a value would stand without quotes.</summary>
    private static readonly WordSet CodeWords = new("typeof await new function lambda return yield delete not null nil none undefined true false this self");

    public static bool IsCodeWord(ReadOnlySpan<byte> word) => CodeWords.Holds(word);

    /// <summary>1 for a function that turns text into bytes, 2 for one that looks something up under a name, 0 for others.</summary>
    public static int Callee(ReadOnlySpan<byte> function)
    {
        var word = function[(function.LastIndexOfAny((byte)'.', (byte)':', (byte)']') + 1)..];
        if (Converters.Holds(word)) return 1;
        if (Lookups.Holds(word)) return 2;
        var end = 0;
        while (end < word.Length && char.IsAsciiLetterLower((char)word[end])) end++;
        return Lookups.Holds(word[..end]) ? 2 : 0;
    }

    public static bool IsHashWord(ReadOnlySpan<byte> word) => HashWords.Holds(word);
    /// <summary>Words before <c>key</c> of what is shown to everybody: <c>Sec-WebSocket-Key</c>, <c>resourcekey=</c>, <c>primary key</c>.</summary>
    private static readonly WordSet PublicKeyWords = new("websocket socket form resource document foreign partition sort row shard routing idempotency i18n translation object column field cache lookup sub map registry hot");

    public static bool IsPublicKeyWord(ReadOnlySpan<byte> word) => PublicKeyWords.Holds(word);

    public static bool IsPublicWord(ReadOnlySpan<byte> word) => PublicWords.Holds(word);
    public static bool IsPassOwner(ReadOnlySpan<byte> word) => PassOwners.Holds(word);
    public static bool IsDocumentationPassword(ReadOnlySpan<byte> word) => DocumentationPasswords.Holds(word);
    public static bool IsContinuation(ReadOnlySpan<byte> word) => Continuations.Holds(word);
    public static bool IsAboutWord(ReadOnlySpan<byte> word) => AboutWords.Holds(word);
    public static bool IsPlainValue(ReadOnlySpan<byte> word) => PlainValues.Holds(word);
}
