using System;
using System.Security.Cryptography;
using System.Text;

var credential = Credential.Read();
Console.WriteLine(credential);
Console.WriteLine("digest " + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', credential.AccountId, credential.ClientId, credential.Secret)))).ToLowerInvariant());
