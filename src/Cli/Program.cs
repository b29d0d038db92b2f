using Stanch.Cli;

return Entry.Run(args);
