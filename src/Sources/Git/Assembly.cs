using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Stanch.Tests")]
